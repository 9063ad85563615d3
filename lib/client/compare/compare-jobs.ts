import { type ConsensusSentence, consensus } from "./consensus.ts"
import { type Diff, type DiffBy, diffTexts } from "./diff-texts.ts"
import { type Divergence, firstDivergence } from "./first-divergence.ts"

/** What may be asked of the worker, by name: what goes in, what comes out. */
export interface CompareJobs {
  diff: { in: { baseline: string; other: string; by: DiffBy }; out: Diff }
  divergence: { in: { baseline: string; other: string }; out: Divergence | undefined }
  consensus: { in: { texts: string[] }; out: ConsensusSentence[][] }
}
export type CompareKind = keyof CompareJobs

/** A question to the worker, and its answer; `id` tells which belongs to which. */
export type CompareRequest = {
  [K in CompareKind]: { id: number; kind: K } & CompareJobs[K]["in"]
}[CompareKind]
export type CompareResponse = { id: number; result: unknown } | { id: number; error: string }

/** Does one job; the worker's whole work. */
export function doCompareJob(request: CompareRequest): CompareResponse {
  try {
    return { id: request.id, result: resultOf(request) }
  } catch (error) {
    return { id: request.id, error: String(error) }
  }
}

function resultOf(request: CompareRequest): CompareJobs[CompareKind]["out"] {
  switch (request.kind) {
    case "diff":
      return diffTexts(request.baseline, request.other, request.by)
    case "divergence":
      return firstDivergence(request.baseline, request.other)
    case "consensus":
      return consensus(request.texts)
  }
}
