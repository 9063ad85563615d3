"use client"

import { CircleAlert, CircleCheck, CircleStop, LoaderCircle, Unplug } from "lucide-react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { ErrorCard } from "#components/ui/error-card"
import { faultOf } from "#lib/client/api/fault-of"
import { useRunRetention } from "#lib/client/api/retention"
import { type RetentionAnswer, type RetentionRun, retentionKinds } from "#lib/domain/retention"
import { GoingText } from "./going-text"

const looks = {
  running: { Icon: LoaderCircle, color: "text-info" },
  done: { Icon: CircleCheck, color: "text-ok" },
  failed: { Icon: CircleAlert, color: "text-error" },
  stopped: { Icon: CircleStop, color: "text-ink-3" },
  lost: { Icon: Unplug, color: "text-warn" },
}

/** When the job comes next, and how it went the last times. */
export function RetentionRuns({ state: { runs, nextAt } }: { state: RetentionAnswer }) {
  const t = useTranslations("operations.retention")
  const errorText = useErrorText()
  const { moment } = useFigureText()
  const run = useRunRetention()
  const isRunning = runs[0]?.status === "running"
  return (
    <section aria-label={t("runs")} className="flex flex-col gap-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          <span className="font-medium">{t("runs")}</span>{" "}
          <span className="text-ink-2 text-xs">{t("next", { at: moment(nextAt) })}</span>
        </p>
        <Button size="sm" busy={isRunning || run.isPending} onClick={() => run.mutate()}>
          {t("runNow")}
        </Button>
      </div>
      <p className="text-ink-2 text-xs">{t("runNowHint")}</p>
      {run.error ? <ErrorCard {...errorText(faultOf(run.error))} /> : null}
      {runs.length === 0 ? (
        <p className="border-y py-3 text-ink-2">{t("noRuns")}</p>
      ) : (
        <ul className="divide-y border-y">
          {runs.map((each) => (
            <RunLine key={each.id} run={each} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RunLine({ run }: { run: RetentionRun }) {
  const t = useTranslations("operations.retention")
  const { moment } = useFigureText()
  const { Icon, color } = looks[run.status]
  const gone = retentionKinds.filter((kind) => (run.gone[kind]?.entries ?? 0) > 0)
  return (
    <li className="grid gap-x-6 gap-y-1 py-2 sm:grid-cols-[14rem_1fr]">
      <div>
        <span className={classNames("inline-flex items-center gap-1.5 font-medium text-xs", color)}>
          <Icon aria-hidden size={14} className={run.status === "running" ? "spinner" : undefined} />
          {t(`status.${run.status}`)}
        </span>
        <p className="text-ink-2 text-xs">
          {moment(run.startedAt)} · {t(`trigger.${run.trigger}`)}
        </p>
      </div>
      <div className="min-w-0 text-xs">
        {gone.length === 0 ? <p className="text-ink-2">{t("nothingGone")}</p> : null}
        {gone.map((kind) => (
          <p key={kind}>
            {t(`kinds.${kind}`)}: <GoingText kind={kind} going={run.gone[kind]} />
          </p>
        ))}
        {run.failure ? (
          <p className="mt-1 break-words text-error">{t("failure", { reason: run.failure.reason })}</p>
        ) : null}
      </div>
    </li>
  )
}
