"use client"

import { startTransition, useEffect, useState } from "react"
import { createComparer } from "#lib/client/compare/comparer"
import type { ConsensusSentence } from "#lib/client/compare/consensus"
import type { Diff, DiffBy } from "#lib/client/compare/diff-texts"
import type { Divergence } from "#lib/client/compare/first-divergence"

/** What a comparison has come to; the last result stays while a new one is computed. */
export interface Compared<T> {
  result?: T
  failed: boolean
}

/** One worker for all comparisons of the page; it starts with the first. */
const comparer = createComparer()

/** How a text differs from the baseline's; undefined texts: not asked for. */
export function useDiff(baseline: string | undefined, other: string | undefined, by: DiffBy): Compared<Diff> {
  const [compared, setCompared] = useState<Compared<Diff>>({ failed: false })
  useEffect(() => {
    if (baseline === undefined || other === undefined) return
    return follow((signal) => comparer.diff(baseline, other, by, signal), setCompared)
  }, [baseline, other, by])
  return compared
}

/** Where a text first says something else than the baseline. */
export function useDivergence(
  baseline: string | undefined,
  other: string | undefined,
): Compared<Divergence | undefined> {
  const [compared, setCompared] = useState<Compared<Divergence | undefined>>({ failed: false })
  useEffect(() => {
    if (baseline === undefined || other === undefined) return
    return follow((signal) => comparer.divergence(baseline, other, signal), setCompared)
  }, [baseline, other])
  return compared
}

/** What texts have in common; give the same array while they are the same. */
export function useConsensus(texts: string[] | undefined): Compared<ConsensusSentence[][]> {
  const [compared, setCompared] = useState<Compared<ConsensusSentence[][]>>({ failed: false })
  useEffect(() => {
    if (!texts) return
    return follow((signal) => comparer.consensus(texts, signal), setCompared)
  }, [texts])
  return compared
}

/** Asks, and tells the answer unless it was called off by then; returns what calls it off. */
function follow<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  tell: (compared: Compared<T>) => void,
): () => void {
  const call = new AbortController()
  ask(call.signal).then(
    // Thousands of marks are drawn while the page stays at hand.
    (result) => call.signal.aborted || startTransition(() => tell({ result, failed: false })),
    () => call.signal.aborted || tell({ failed: true }),
  )
  return () => call.abort()
}
