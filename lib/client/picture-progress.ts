import type { Progress } from "#lib/domain/outcome-schema"

/**
 * How long until the picture is there, in ms: what the upstream says, else at the pace of the steps so far; undefined
 * while neither is known. `startedAt` and `now`: epoch ms.
 */
export function etaOf(
  { step, steps, etaMs }: Progress,
  startedAt: number | undefined,
  now: number,
): number | undefined {
  if (etaMs !== undefined) return etaMs
  if (startedAt === undefined || step < 1) return undefined
  return Math.max(0, ((now - startedAt) / step) * (steps - step))
}
