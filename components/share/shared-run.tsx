"use client"

import { useTranslations } from "use-intl"
import { CheckResults } from "#components/checks/check-results"
import { useFigureText } from "#components/history/figure-text"
import { PreText } from "#components/history/pre-text"
import { RunStatusLabel } from "#components/history/run-status"
import { JudgeMark } from "#components/judging/judge-mark"
import { Markdown } from "#components/playground/markdown"
import { ToolCallCard } from "#components/playground/tool-call-card"
import { useErrorText } from "#components/shell/error-text"
import { type Share, type SharedRun, shareImageAddress } from "#lib/domain/share"
import { readToolCalls } from "#lib/domain/tool-calls"

interface SharedRunViewProps {
  share: Share
  run: SharedRun
  /** Of its column. */
  name: string
  isOneOfMany: boolean
}

/** What came of one cell, as it was: how it ended, the answer or the pictures, what was thought of it, figures. */
export function SharedRunView({ share, run, name, isOneOfMany }: SharedRunViewProps) {
  const place = useTranslations("history.place")
  const errorText = useErrorText()
  const { status, finishReason, errorCode, judgement, checks } = run
  const text = `${share.content.setup.columns.find(({ id }) => id === run.columnId)?.lead ?? ""}${run.text}`
  return (
    <article className="flex min-w-0 flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isOneOfMany ? (
          <span className="text-ink-2 text-xs">{place("sample", { sample: run.sample + 1 })}</span>
        ) : null}
        <RunStatusLabel run={{ status, ...(finishReason ? { finishReason } : {}) }} />
        <JudgeMark judgement={judgement} />
      </p>
      {errorCode ? (
        <p className="text-ink-2 text-sm">
          {errorText({ code: errorCode, message: errorCode, hint: "" }).title}
        </p>
      ) : null}
      {run.reasoning === "" ? null : <Reasoning text={run.reasoning} />}
      {text === "" ? null : share.content.view.rendering === "plain" ? (
        <PreText text={text} />
      ) : (
        <Markdown text={text} streaming={false} />
      )}
      {readToolCalls(run.tool).map((call) => (
        <ToolCallCard key={call.id} call={call} />
      ))}
      <Pictures share={share} run={run} name={name} />
      {judgement.note === "" ? null : (
        <div className="border-l pl-3 text-ink-2">
          <PreText text={judgement.note} />
        </div>
      )}
      <CheckResults checks={share.content.setup.checks} results={checks} />
      <Figures run={run} />
    </article>
  )
}

function Reasoning({ text }: { text: string }) {
  const t = useTranslations("history.sections")
  return (
    <details className="text-sm">
      <summary className="text-ink-2 hover:text-ink pointer-coarse:min-h-10">{t("reasoning")}</summary>
      <div className="mt-2 border-l pl-3 text-ink-2">
        <PreText text={text} />
      </div>
    </details>
  )
}

function Pictures({ share, run, name }: Pick<SharedRunViewProps, "share" | "run" | "name">) {
  const t = useTranslations("share.page")
  const picture = useTranslations("images.picture")
  return run.images?.map(({ index, sha256, width, height, seed }) => (
    <figure key={index}>
      {/* biome-ignore lint/performance/noImgElement: the server makes the sizes; Next's optimizer would ask it without the reader. */}
      <img
        src={shareImageAddress(share.id, sha256)}
        alt={t("picture", { name, place: index + 1 })}
        width={width}
        height={height}
        loading="lazy"
        className="h-auto max-h-128 w-auto max-w-full rounded-sm bg-sunken"
      />
      <figcaption className="figures mt-1 text-ink-2 text-xs">
        {width} × {height}
        {seed === undefined ? null : ` · ${picture("seed", { seed })}`}
      </figcaption>
    </figure>
  ))
}

function Figures({ run: { usage, timing, cost } }: { run: SharedRun }) {
  const t = useTranslations("history")
  const figures = useFigureText()
  const parts = [
    timing ? figures.duration(timing.totalMs) : undefined,
    usage
      ? t("tokensInOut", {
          input: figures.count(usage.inputTokens),
          output: figures.count(usage.outputTokens),
        })
      : undefined,
    cost === undefined ? undefined : figures.cost(cost),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? null : <p className="figures text-ink-3 text-xs">{parts.join(" · ")}</p>
}
