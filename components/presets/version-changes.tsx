"use client"

import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { DiffText } from "#components/compare/diff-text"
import { useDiff } from "#components/compare/use-compared"
import { LoadFault } from "#components/shell/load-fault"
import { Skeleton } from "#components/ui/skeleton"
import { presetQuery } from "#lib/client/api/presets"
import { type SetupChange, setupChanges, setupText } from "#lib/client/presets/setup-changes"
import type { Setup } from "#lib/domain/setup-schema"

/** What became of an earlier (or later) version: settings as a list, the prompt as a marked text. */
export function VersionChanges({ id, before, after }: { id: string; before: number; after: Setup }) {
  const old = useQuery(presetQuery(id, before))
  if (old.error) return <LoadFault error={old.error} onRetry={() => old.refetch()} />
  if (!old.data) return <Skeleton className="h-16" />
  return <SetupChanges id={`${id}-${before}`} before={old.data.content.setup} after={after} />
}

/** What differs between two setups. `id`: of this view, unique on the page. */
export function SetupChanges({ id, before, after }: { id: string; before: Setup; after: Setup }) {
  const t = useTranslations("presets.versions")
  const changes = useMemo(() => setupChanges(before, after), [before, after])
  const [oldText, newText] = useMemo(() => [setupText(before), setupText(after)], [before, after])
  const isPromptSame = oldText === newText
  const { result, failed } = useDiff(isPromptSame ? undefined : oldText, newText, "words")
  if (isPromptSame && changes.length === 0) return <p className="text-ink-2 text-sm">{t("same")}</p>
  return (
    <div className="flex flex-col gap-4">
      {changes.length === 0 ? (
        <p className="text-ink-2 text-sm">{t("sameSettings")}</p>
      ) : (
        <ul className="flex flex-col divide-y rounded border bg-surface text-sm">
          {changes.map((change) => (
            <ChangeLine key={`${change.column} ${change.what} ${change.parameter}`} change={change} />
          ))}
        </ul>
      )}
      {isPromptSame ? (
        <p className="text-ink-2 text-sm">{t("samePrompt")}</p>
      ) : (
        <DiffText id={id} {...result} failed={failed} />
      )}
    </div>
  )
}

function ChangeLine({ change }: { change: SetupChange }) {
  const t = useTranslations("presets.versions")
  const { column, what, parameter, before, after } = change
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
      <span className="shrink-0 text-ink-2">
        {column === undefined ? null : `${t("column", { name: column })} · `}
        {parameter ?? t(`parts.${what}`)}
      </span>
      <span className="figures min-w-0 break-words">
        {before === undefined ? null : <del className="text-ink-2 decoration-error">{shown(before)}</del>}
        {before === undefined || after === undefined ? " " : " → "}
        {after === undefined ? (
          <span className="text-ink-3">{t("taken")}</span>
        ) : (
          <ins className="no-underline">{shown(after)}</ins>
        )}
        {before === undefined ? <span className="ml-1.5 text-ink-3">{t("new")}</span> : null}
      </span>
    </li>
  )
}

/** A value on one line; long ones by their beginning. */
function shown(value: SetupChange["before"]): string {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  const line = (text ?? "").replaceAll("\n", " ↵ ")
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`
}
