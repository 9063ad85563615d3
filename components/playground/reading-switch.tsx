"use client"

import { ArrowDownToLine } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Segmented } from "#components/ui/segmented"
import { Select } from "#components/ui/select"
import type { Reading, View } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import { useEdit, useIsComparison, usePlayground, useWorkspace } from "./playground-context"
import { useIsTable } from "./use-rows"

const readings: Record<WorkspaceKind, Reading[]> = {
  text: ["answers", "diff", "consensus", "tokens", "timeline"],
  image: ["answers", "strip", "timeline"],
}
const ways: View["diffBy"][] = ["auto", "words", "sentences", "json"]

/** Each column at the place where it first says something else than the baseline. */
function showFirstDifferences() {
  for (const mark of document.querySelectorAll("[id$=-first-difference]"))
    mark.scrollIntoView({ block: "center", inline: "nearest" })
}

/** How the outputs are read: one way at a time, for the whole workspace. */
export function ReadingSwitch() {
  const t = useTranslations("columns.reading")
  const edit = useEdit()
  const { kind } = usePlayground()
  const wordOf = (way: Reading) => t(`ways.${kind === "image" && way === "answers" ? "pictures" : way}`)
  const reading = useWorkspace(({ view }) => view.reading)
  const diffBy = useWorkspace(({ view }) => view.diffBy)
  const isComparison = useIsComparison()
  const isTable = useIsTable()
  // One column has nothing to be compared with; a table shows answers, its cells open into the rest.
  const offered = readings[kind].filter(
    (choice) =>
      (isComparison || (choice !== "diff" && choice !== "consensus" && choice !== "strip")) &&
      (!isTable || choice === "answers" || choice === "timeline"),
  )
  const shown = offered.includes(reading) ? reading : "answers"
  const choose = (next: Reading) => edit(setView({ reading: next }))
  return (
    <>
      <span className="hidden sm:contents">
        <Segmented
          label={t("label")}
          size="sm"
          value={shown}
          options={offered.map((value) => ({ value, label: wordOf(value) }))}
          onChange={choose}
        />
      </span>
      <Select
        size="sm"
        aria-label={t("label")}
        value={shown}
        onChange={(event) => choose(offered.find((way) => way === event.target.value) ?? "answers")}
        className="sm:hidden"
      >
        {offered.map((value) => (
          <option key={value} value={value}>
            {wordOf(value)}
          </option>
        ))}
      </Select>
      {shown === "diff" ? (
        <>
          <Select
            plain
            size="sm"
            aria-label={t("by")}
            value={diffBy}
            onChange={(event) =>
              edit(setView({ diffBy: ways.find((by) => by === event.target.value) ?? "auto" }))
            }
          >
            {ways.map((by) => (
              <option key={by} value={by}>
                {t(`units.${by}`)}
              </option>
            ))}
          </Select>
          <IconButton label={t("firstDifference")} size="sm" onClick={showFirstDifferences}>
            <ArrowDownToLine aria-hidden size={14} />
          </IconButton>
        </>
      ) : null}
    </>
  )
}
