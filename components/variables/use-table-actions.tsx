"use client"

import { useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { useLatest } from "#components/ui/use-latest"
import {
  newRow,
  removeRow,
  removeVariable,
  replaceTable,
  restoreRow,
  restoreVariable,
} from "#lib/client/variables-edits"
import { readTableFile, type TableProblem } from "#lib/client/variables-import"
import { type PastePlace, pasteIntoTable } from "#lib/client/variables-paste"
import type { Variables } from "#lib/domain/setup-schema"

/** A table that was not taken: the one there is stays as it was. */
export interface RefusedTable {
  /** Undefined: it was pasted. */
  fileName?: string
  problems: TableProblem[]
  more: number
  /** What can be taken of it all the same. */
  firstRows?: Variables
}

export interface TableActions {
  importFile: (file: File) => void
  paste: (place: PastePlace, text: string) => void
  /** Text with line breaks went into one cell: offers to make a row of each line. */
  offerRows: (place: PastePlace, text: string) => void
  take: (table: Variables) => void
  clear: () => void
  removeRow: (id: string) => void
  removeVariable: (name: string) => void
}

interface TableState {
  variables: Variables
  onChange: (next: Variables) => void
}

/** What changes much of the table at once: each says what it did and can be undone. */
export function useTableActions(state: TableState) {
  const t = useTranslations("variables")
  const common = useTranslations("common")
  const toast = useToast()
  const latest = useLatest(state)
  const [refused, setRefused] = useState<RefusedTable>()
  const [isReading, setIsReading] = useState(false)

  const actions = useMemo((): TableActions => {
    const change = (next: Variables) => latest.current.onChange(next)
    const done = (text: string, onAction: () => void) =>
      toast({ text, tone: "ok", action: { label: common("undo"), onAction } })
    const replace = (next: Variables, text: string, before = latest.current.variables) => {
      setRefused(undefined)
      change(next)
      done(text, () => {
        const undone = latest.current.variables
        change(before)
        // What was written since the replacement went with it: it can be had back.
        if (undone === next) return
        toast({ text: t("undone"), action: { label: t("redo"), onAction: () => change(undone) } })
      })
    }
    const paste = async (place: PastePlace, text: string) => {
      let before = latest.current.variables
      let result = await pasteIntoTable(before, place, text)
      // What was typed while the reader's code was on its way stays.
      while (latest.current.variables !== before) {
        before = latest.current.variables
        result = await pasteIntoTable(before, place, text)
      }
      if (!result.ok) return setRefused({ more: 0, ...result })
      const { rows, columns } = result
      replace(result.variables, t("pasted", { rows, columns }), before)
    }
    return {
      importFile: async (file) => {
        setIsReading(true)
        const reading = await readTableFile(file)
          .catch(() => undefined)
          .finally(() => setIsReading(false))
        if (!reading) return toast({ text: t("readFailed", { file: file.name }), tone: "error" })
        if (!reading.ok) return setRefused({ ...reading, fileName: file.name })
        const told = [
          t("imported", { rows: reading.rows.length, columns: reading.names.length, file: file.name }),
          ...reading.warnings.map((warning) =>
            warning.kind === "encoding"
              ? t("warnings.encoding", { encoding: warning.encoding.toUpperCase() })
              : t("warnings.empty_columns", { count: warning.count }),
          ),
        ]
        replace(replaceTable(reading), told.join(" "))
      },
      paste: (place, text) => void paste(place, text),
      offerRows: (place, text) => {
        const lines = text.trimEnd().split(/\r\n?|\n/).length
        const onAction = () => void paste(place, text)
        toast({ text: t("pastedAsText", { lines }), action: { label: t("oneRowPerLine"), onAction } })
      },
      take: (table) => replace(replaceTable(table), t("taken", { rows: table.rows.length })),
      clear: () => replace({ names: [], rows: [newRow()] }, t("cleared")),
      removeRow: (id) => {
        const before = latest.current.variables
        const at = before.rows.findIndex((row) => row.id === id)
        const row = before.rows[at]
        if (!row) return
        change(removeRow(before, id))
        done(t("rowRemoved", { row: at + 1 }), () => change(restoreRow(latest.current.variables, row, at)))
      },
      removeVariable: (name) => {
        const before = latest.current.variables
        change(removeVariable(before, name))
        done(t("variableRemoved", { name }), () =>
          change(restoreVariable(latest.current.variables, name, before)),
        )
      },
    }
  }, [latest, toast, t, common])

  return { actions, refused, dismiss: () => setRefused(undefined), isReading }
}
