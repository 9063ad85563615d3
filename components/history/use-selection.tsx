"use client"

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react"
import type { RunSummary } from "#lib/domain/history"

type Selectable = Pick<RunSummary, "id" | "batchId">

export interface Selection {
  /** The selected runs, in the order in which they were; each with its batch. */
  chosen: ReadonlyMap<string, string>
  /** Takes these in, or out when all of them are in. */
  toggle: (runs: Selectable[]) => void
  /** Takes out what went away: one run, or a batch's. */
  drop: (gone: { runId: string } | { batchId: string }) => void
  clear: () => void
}

const SelectionContext = createContext<Selection | undefined>(undefined)

/** Holds which runs are selected, over searches and filters: so runs from anywhere meet in one comparison. */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<Selection["chosen"]>(new Map())
  const toggle = useCallback(
    (runs: Selectable[]) =>
      setChosen((before) => {
        const after = new Map(before)
        const areIn = runs.every(({ id }) => before.has(id))
        for (const { id, batchId } of runs) {
          if (areIn) after.delete(id)
          else after.set(id, batchId)
        }
        return after
      }),
    [],
  )
  const drop = useCallback<Selection["drop"]>(
    (gone) =>
      setChosen(
        (before) =>
          new Map(
            [...before].filter(([id, batchId]) =>
              "runId" in gone ? id !== gone.runId : batchId !== gone.batchId,
            ),
          ),
      ),
    [],
  )
  const clear = useCallback(() => setChosen(new Map()), [])
  const selection = useMemo(() => ({ chosen, toggle, drop, clear }), [chosen, toggle, drop, clear])
  return <SelectionContext value={selection}>{children}</SelectionContext>
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (!selection) throw new Error("useSelection needs a SelectionProvider above it")
  return selection
}
