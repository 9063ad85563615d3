import { type RestorablePart, restorableParts } from "./restored-part.ts"

/** What of history is to be put back: a batch as it was started, runs side by side, or one thing of a picture. */
export type HistoryPlace =
  | { kind: "batch"; id: string }
  | { kind: "runs"; ids: string[] }
  | { kind: "part"; id: string; part: RestorablePart }
  /** An image of the gallery to start from. */
  | { kind: "init"; sha256: string }
  /** A setup that was laid down in this tab: see presets/handover.ts. */
  | { kind: "handover" }

/** The address of a page, as far as it asks for something of history. */
export type PlaceQuery = Record<string, string | string[] | undefined>

/**
 * `?batch=` a comparison, `?run=` and `?runs=` runs, comma between them; `?run=&part=` one thing of a run; `?init=` an
 * image; `?open=handover` what a preset or a link has laid down.
 */
export function historyPlace({ batch, run, runs, part, init, open }: PlaceQuery): HistoryPlace | undefined {
  if (open === "handover") return { kind: "handover" }
  if (typeof batch === "string") return { kind: "batch", id: batch }
  if (typeof init === "string")
    return /^[0-9a-f]{64}$/.test(init) ? { kind: "init", sha256: init } : undefined
  const known = restorableParts.find((one) => one === part)
  if (typeof run === "string")
    return known ? { kind: "part", id: run, part: known } : { kind: "runs", ids: [run] }
  return typeof runs === "string" ? { kind: "runs", ids: runs.split(",") } : undefined
}
