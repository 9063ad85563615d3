"use client"

import { useTranslations } from "use-intl"
import { DiffText } from "#components/compare/diff-text"
import { useDiff, useDivergence } from "#components/compare/use-compared"
import { PreText } from "#components/history/pre-text"
import { RunStatusLabel } from "#components/history/run-status"
import { usePlaceText } from "#components/history/use-place-text"
import { useRunById, useWorkspace } from "#components/playground/playground-context"
import { useErrorText } from "#components/shell/error-text"
import { imageAddress } from "#lib/client/api/images"
import { cellKey, columnName } from "#lib/client/workspace"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { type Share, type SharedRun, shareImageAddress } from "#lib/domain/share"

/** One cell then and now. */
export function DriftCell({ share, run }: { share: Share; run: SharedRun }) {
  const t = useTranslations("share.drift")
  const placeText = usePlaceText()
  const { columns, variables } = share.content.setup
  const runId = useWorkspace(
    (workspace) =>
      workspace.columns.find(({ id }) => id === run.columnId)?.results[cellKey(run.rowId, run.sample)]?.runId,
  )
  const now = useRunById(runId, (state) => state)
  const isOneSample = columns.find(({ id }) => id === run.columnId)?.samples === 1
  const place = placeText({
    column: columnName(columns, run.columnId),
    row: variables.rows.length > 1 ? variables.rows.findIndex(({ id }) => id === run.rowId) + 1 : undefined,
    sample: isOneSample ? undefined : run.sample + 1,
  })
  return (
    <section aria-label={place} className="grid gap-x-6 gap-y-4 bg-surface p-4 md:grid-cols-2">
      <h4 className="break-words font-medium text-sm md:col-span-2">{place}</h4>
      <div className="min-w-0">
        <p className="mb-1 text-ink-3 text-xs">{t("then")}</p>
        {run.text === "" ? null : <PreText text={run.text} />}
        <Pictures
          images={run.images}
          addressOf={(sha256) => shareImageAddress(share.id, sha256)}
          name={`${place}, ${t("then")}`}
        />
      </div>
      <div className="min-w-0">
        <p className="mb-1 flex gap-3 text-ink-3 text-xs">
          {t("now")} {now ? <RunStatusLabel run={now} /> : null}
        </p>
        {now ? <Now id={`${run.columnId}-${run.rowId}-${run.sample}`} then={run} now={now} /> : null}
        <Pictures
          images={now?.images?.filter(({ partial }) => !partial)}
          addressOf={imageAddress}
          name={`${place}, ${t("now")}`}
        />
      </div>
    </section>
  )
}

function Now({ id, then, now }: { id: string; then: SharedRun; now: RunState }) {
  const t = useTranslations("share.drift")
  const errorText = useErrorText()
  const hasEnded = isFinal(now.status)
  const isText = hasEnded && now.status === "succeeded" && then.text !== ""
  const { result, failed } = useDiff(isText ? then.text : undefined, now.text, "auto")
  const divergence = useDivergence(isText ? then.text : undefined, now.text).result
  if (now.error) return <p className="text-ink-2 text-sm">{errorText(now.error).title}</p>
  if (!isText) return now.text === "" ? null : <PreText text={now.text} />
  if (!result && !failed) return <PreText text={now.text} />
  if (result?.segments.every(({ kind }) => kind === "same"))
    return (
      <>
        <p className="mb-2 text-ink-3 text-xs">{t("same")}</p>
        <PreText text={now.text} />
      </>
    )
  return <DiffText id={id} {...result} sameWords={divergence?.words} failed={failed} />
}

function Pictures(props: {
  images: SharedRun["images"]
  addressOf: (sha256: string) => string
  name: string
}) {
  return props.images?.map(({ index, sha256, width, height }) => (
    // biome-ignore lint/performance/noImgElement: the server makes the sizes; Next's optimizer would ask it without the reader.
    <img
      key={index}
      src={props.addressOf(sha256)}
      alt={props.name}
      width={width}
      height={height}
      loading="lazy"
      className="mb-2 h-auto max-h-96 w-auto max-w-full rounded-sm bg-sunken"
    />
  ))
}
