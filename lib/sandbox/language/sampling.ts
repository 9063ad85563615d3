import type { Random } from "./random.ts"

/** How a token is chosen from the model's probabilities. */
export interface Sampling {
  /** 0 takes the most probable token; 1 the probabilities as they are; above, flatter. */
  temperature: number
  /** Keep the fewest most probable tokens that make up this share. */
  topP: number
  /** Drop tokens below this share of the most probable one. */
  minP: number
  /** Subtracted from a token's log probability once it has been said. */
  presencePenalty: number
  /** Subtracted for each time it has been said. */
  frequencyPenalty: number
}

/** At a temperature of at most 1, tokens below this share of the best one have no measurable chance. */
const negligible = 1e-6

interface Candidates {
  ids: number[]
  shares: number[]
}

function penalise(
  probabilities: Float64Array,
  sampling: Sampling,
  said: ReadonlyMap<number, number>,
): Float64Array {
  if (sampling.presencePenalty === 0 && sampling.frequencyPenalty === 0) return probabilities
  const changed = Float64Array.from(probabilities)
  for (const [id, times] of said) {
    const penalty = sampling.presencePenalty + sampling.frequencyPenalty * times
    changed[id] = (changed[id] ?? 0) * Math.exp(-penalty)
  }
  return changed
}

function mostProbable(probabilities: Float64Array): number {
  let best = 0
  for (let id = 1; id < probabilities.length; id++) {
    if ((probabilities[id] ?? 0) > (probabilities[best] ?? 0)) best = id
  }
  return best
}

function heat(probabilities: Float64Array, temperature: number): Candidates {
  const most = probabilities[mostProbable(probabilities)] ?? 1
  const least = temperature <= 1 ? negligible : 0
  const ids: number[] = []
  const shares: number[] = []
  for (let id = 0; id < probabilities.length; id++) {
    const share = (probabilities[id] ?? 0) / most
    if (share <= least) continue
    ids.push(id)
    shares.push(temperature === 1 ? share : share ** (1 / temperature))
  }
  return { ids, shares }
}

function sum(shares: readonly number[]): number {
  let total = 0
  for (const share of shares) total += share
  return total
}

/** The shares of `heat` are relative to the best token's 1, so min_p compares with them directly. */
function keepLikely({ ids, shares }: Candidates, topP: number, minP: number): Candidates {
  if (topP >= 1 && minP <= 0) return { ids, shares }
  const byShare = Array.from(ids.keys()).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0))
  const enough = topP * sum(shares)
  const kept: Candidates = { ids: [], shares: [] }
  let total = 0
  for (const index of byShare) {
    const share = shares[index] ?? 0
    if (kept.ids.length > 0 && (total >= enough || share < minP)) break
    kept.ids.push(ids[index] ?? 0)
    kept.shares.push(share)
    total += share
  }
  return kept
}

/**
 * The chances with which the next token is drawn: penalties on the log probabilities, then temperature, top_p
 * and min_p, in the order of the common inference servers. The shares sum to 1.
 */
export function chances(
  probabilities: Float64Array,
  sampling: Sampling,
  said: ReadonlyMap<number, number>,
): Candidates {
  const penalised = penalise(probabilities, sampling, said)
  if (sampling.temperature === 0) return { ids: [mostProbable(penalised)], shares: [1] }
  const kept = keepLikely(heat(penalised, sampling.temperature), sampling.topP, sampling.minP)
  const total = sum(kept.shares)
  return { ids: kept.ids, shares: kept.shares.map((share) => share / total) }
}

/** Draws one token. */
export function draw({ ids, shares }: Candidates, random: Random): number {
  let left = random()
  for (let index = 0; index < ids.length; index++) {
    left -= shares[index] ?? 0
    if (left < 0) return ids[index] ?? 0
  }
  return ids.at(-1) ?? 0
}
