import { alertKeyOf, allAlerts } from "#lib/domain/alerts/alert"
import type { AlertRule } from "#lib/domain/alerts/alert-rules"
import { stepAlert } from "#lib/domain/alerts/alert-state"
import type { Log } from "#lib/server/log"
import { type AlertReadings, type AlertSources, readAlerts } from "#lib/server/monitor/alert-readings"
import type { AlertAdvance, AlertStore, StoredAlertState } from "#lib/server/store/alert-ports"
import type { KeyValue } from "#lib/server/store/key-value"

const turnKey = "alerts:turn"
/** A node that died leaves its turn to another after so long, in ms. */
const turnMs = 45_000

/**
 * Looks at all rules and takes each alert a step further. One node has the turn; should two have it (the shared store is
 * away), the database lets one of them take each step.
 */
export function createAlertEvaluator(deps: {
  store: Pick<AlertStore, "rules" | "states" | "mutes" | "advance">
  sources: AlertSources
  keyValue: KeyValue
  node: string
  now: () => number
  log: Log
}) {
  const { store, sources, keyValue, node, now, log } = deps

  async function hasTurn(): Promise<boolean> {
    try {
      return (
        (await keyValue.renewIfEqual(turnKey, node, turnMs)) ||
        (await keyValue.setIfAbsent(turnKey, node, turnMs))
      )
    } catch {
      return true
    }
  }

  return {
    /** One look. Rejects when the database does not answer; then nothing has changed. */
    async look(): Promise<void> {
      if (!(await hasTurn())) return
      const at = now()
      const [rules, states, mutes] = await Promise.all([store.rules(), store.states(), store.mutes(at)])
      const read = await readAlerts(
        rules.filter(({ enabled }) => enabled),
        sources,
        { now: at, log },
      )
      const isMuted = (key: string) => mutes.some((mute) => mute.key === allAlerts || mute.key === key)
      for (const advance of advances({ rules, states, read, at, isMuted }))
        await store
          .advance(advance)
          .catch((err: unknown) => log.error({ err, alert: advance.key }, "alert not advanced"))
    },
    /** Lets another node have the turn at once. Never rejects. */
    async leave(): Promise<void> {
      await keyValue.deleteIfEqual(turnKey, node).catch(() => undefined)
    },
  }
}

export type AlertEvaluator = ReturnType<typeof createAlertEvaluator>

/** The steps that are worth writing down: not those from well to well. */
function advances(of: {
  rules: AlertRule[]
  states: StoredAlertState[]
  read: AlertReadings
  at: number
  isMuted: (key: string) => boolean
}): AlertAdvance[] {
  const ruleOf = new Map(of.rules.map((rule) => [rule.kind, rule]))
  const stateOf = new Map(of.states.map((state) => [state.key, state]))
  const readKeys = new Set(of.read.readings.map(alertKeyOf))
  // What is not there to be read any more (a connection is gone, a rule off) speaks for nothing.
  const gone = of.states
    .filter(({ key, kind }) => !readKeys.has(key) && !of.read.unread.includes(kind))
    .map(({ kind, subject }) => ({ kind, subject, value: null, detail: null }))
  return [...of.read.readings, ...gone].flatMap((reading) => {
    const rule = ruleOf.get(reading.kind)
    if (!rule) return []
    const key = alertKeyOf(reading)
    const seen = stateOf.get(key)
    const step = stepAlert(seen?.state, rule, reading.value, { now: of.at, muted: of.isMuted(key) })
    if ((seen?.state.phase ?? "ok") === "ok" && step.state.phase === "ok") return []
    return [{ key, seen, step, now: of.at, alert: { ...reading, threshold: rule.threshold } }]
  })
}
