import { type AlertRule, alertRuleSpecs } from "./alert-rules.ts"

/** How one alert stands: one rule on one connection, person or service. Times are epoch ms. */
export interface AlertState {
  phase: "ok" | "pending" | "firing"
  /** Since when the condition holds (pending), or when it fired. */
  since: number
  /** When it was last looked at. */
  seenAt: number
  /** Of one that fires: since when the condition is over. */
  clearSince: number | null
  /** The highest value of this time. */
  peak: number | null
  /** When it last fired or was told: the cool-down begins there. */
  quietSince: number | null
  /** Of one that fires: somebody was told. */
  told: boolean
}

/** What happens to an alert at one look: it fires, is told to the channels, or is over (and that is told, too). */
export type AlertEvent = { type: "fired" } | { type: "told" } | { type: "resolved"; tell: boolean }

export interface AlertStep {
  state: AlertState
  events: AlertEvent[]
}

/** Looks that lie further apart, in ms, saw nothing of what was between: a suspended machine, a clock that was set. */
export const longestGapMs = 120_000

/** The longest that a condition has to be over before its alert is. */
const longestClearMs = 120_000

type Level = "over" | "between" | "clear"

/** Null: nothing is known, or too few calls. Then nothing speaks for the alert. */
export function levelOf(rule: AlertRule, value: number | null): Level {
  const { fires, clearShare } = alertRuleSpecs[rule.kind]
  if (value === null) return "clear"
  if (fires === "above" ? value > rule.threshold : value >= rule.threshold) return "over"
  // Figures that do not waver are over as soon as they are under the threshold.
  return clearShare === 1 || value < rule.threshold * clearShare || value === 0 ? "clear" : "between"
}

/**
 * The next state of an alert: ok, pending while its condition holds but not long enough, firing, and ok again. It fires
 * once, however long the condition holds, and not again within the cool-down (it stays pending for so long). Whoever was
 * told that it fires is told once that it is over. While it is muted nobody is told; if it still fires afterwards, they are.
 */
export function stepAlert(
  before: AlertState | undefined,
  rule: AlertRule,
  value: number | null,
  { now, muted }: { now: number; muted: boolean },
): AlertStep {
  const state = seen(before, now)
  const level = rule.enabled ? levelOf(rule, value) : "clear"
  if (state.phase === "firing") return stepFiring(state, rule, level, value, { now, muted })
  if (level !== "over") return { state: { ...state, phase: "ok", since: now, peak: null }, events: [] }

  const since = state.phase === "pending" ? state.since : now
  const peak = highest(state.phase === "pending" ? state.peak : null, value)
  const isQuiet = state.quietSince !== null && now - state.quietSince < rule.coolDownSeconds * 1000
  if (isQuiet || now - since < rule.forSeconds * 1000)
    return { state: { ...state, phase: "pending", since, peak }, events: [] }
  return tell(
    { ...state, phase: "firing", since: now, clearSince: null, peak, quietSince: now, told: false },
    [{ type: "fired" }],
    { now, muted },
  )
}

function stepFiring(
  state: AlertState,
  rule: AlertRule,
  level: Level,
  value: number | null,
  at: { now: number; muted: boolean },
): AlertStep {
  if (level !== "clear") {
    const going = { ...state, clearSince: null, peak: highest(state.peak, value) }
    return tell(going, [], at)
  }
  const clearSince = state.clearSince ?? at.now
  const holdMs = rule.enabled ? Math.min(rule.forSeconds * 1000, longestClearMs) : 0
  if (at.now - clearSince < holdMs) return { state: { ...state, clearSince }, events: [] }
  return {
    state: { ...state, phase: "ok", since: at.now, clearSince: null, peak: null, told: false },
    events: [{ type: "resolved", tell: state.told }],
  }
}

function tell(state: AlertState, events: AlertEvent[], at: { now: number; muted: boolean }): AlertStep {
  if (state.told || at.muted) return { state, events }
  return { state: { ...state, told: true, quietSince: at.now }, events: [...events, { type: "told" }] }
}

/** The state as it is to be read now: no time of it lies ahead, and what was not seen in between does not count. */
function seen(before: AlertState | undefined, now: number): AlertState {
  if (!before)
    return {
      phase: "ok",
      since: now,
      seenAt: now,
      clearSince: null,
      peak: null,
      quietSince: null,
      told: false,
    }
  const unseen = now < before.seenAt || now - before.seenAt > longestGapMs
  return {
    ...before,
    since: unseen && before.phase === "pending" ? now : Math.min(before.since, now),
    clearSince: before.clearSince === null ? null : unseen ? now : Math.min(before.clearSince, now),
    quietSince: before.quietSince === null ? null : Math.min(before.quietSince, now),
    seenAt: now,
  }
}

const highest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other)
