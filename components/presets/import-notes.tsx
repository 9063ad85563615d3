"use client"

import { Info } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import type { ImportNote, ImportProblem } from "#lib/client/presets/import/import-result"
import type { PresetFlaw } from "#lib/client/presets/preset-file"

/** What was left out of an import, and where things went. */
export function ImportNotes({ notes }: { notes: ImportNote[] }) {
  const noteText = useNoteText()
  if (notes.length === 0) return null
  return (
    <ul className="flex flex-col gap-1.5 rounded bg-sunken px-3 py-2.5 text-ink-2 text-sm">
      {notes.map((note) => (
        <li key={JSON.stringify(note)} className="flex gap-2">
          <Info aria-hidden size={14} className="mt-1 shrink-0 text-ink-3" />
          <span className="min-w-0 break-words">{noteText(note)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The presets of a file that cannot be taken: which, and what is wrong with them. */
export function ImportFlaws({ flaws }: { flaws: PresetFlaw[] }) {
  const t = useTranslations("presets.import")
  const shown = flaws.slice(0, mostShown)
  return (
    <ul className="space-y-1 text-ink text-sm">
      {shown.map(({ place, name, problem, field = "" }) => (
        <li key={place} className="break-words">
          {t(`flaws.${problem === "newer" ? "newer" : field === "" ? "unknown" : "field"}`, {
            place,
            name: name || t("untitled"),
            field,
          })}
        </li>
      ))}
      {flaws.length > shown.length ? (
        <li className="text-ink-2">{t("flaws.more", { count: flaws.length - shown.length })}</li>
      ) : null}
    </ul>
  )
}

/** As many as one reads. */
const mostShown = 8

function useNoteText(): (note: ImportNote) => string {
  const t = useTranslations("presets.import.notes")
  const format = useFormatter()
  return (note) => {
    switch (note.kind) {
      case "imagesLeft":
      case "imagesElsewhere":
      case "partsLeft":
      case "firstPromptOnly":
        return t(note.kind, { count: note.count })
      case "messagesCut":
        return t(note.kind, { kept: note.kept })
      case "addressLeft":
        return t(note.kind, { host: note.host })
      case "keysDropped":
      case "headersLeft":
      case "fieldsLeft":
      case "extraFields":
        return t(note.kind, {
          names: format.list(note.names.slice(0, mostShown).map((name) => name.slice(0, 60))),
        })
      default:
        return t(note.kind)
    }
  }
}

/** Returns the function that says why nothing can be taken from a text, and what to do. */
export function useImportProblemText(): (problem: ImportProblem | { kind: "unreadable" }) => string {
  const t = useTranslations("presets.import.problems")
  return (problem) => {
    switch (problem.kind) {
      case "too_large":
        return t(problem.kind, { megabytes: problem.megabytes })
      case "not_json":
      case "curl_not_json":
        return t(problem.kind, { line: problem.line, column: problem.column })
      case "curl_file":
        return t(problem.kind, { file: problem.file })
      default:
        return t(problem.kind)
    }
  }
}
