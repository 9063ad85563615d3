import { type Alert, type AlertReading, allAlerts, longestMuteMs } from "#lib/domain/alerts/alert"
import type { AlertChannelSettings, AlertDelivery, AlertProblem } from "#lib/domain/alerts/alert-channel"
import { type AlertRule, defaultAlertRule } from "#lib/domain/alerts/alert-rules"
import { BracketError } from "#lib/domain/errors"
import type { Config } from "#lib/server/config"
import type { Log } from "#lib/server/log"
import { createAlertEvaluator } from "#lib/server/monitor/alert-evaluator"
import { type AlertSources, readAlerts } from "#lib/server/monitor/alert-readings"
import type { Services } from "#lib/server/monitor/services"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { AlertStore } from "#lib/server/store/alert-ports"
import type { KeyValue } from "#lib/server/store/key-value"
import type { AlertDeliveryRow } from "#lib/server/store/schema"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { messageTitle } from "./alert-message.ts"
import { createAlertDelivery } from "./deliver-alerts.ts"
import { createManageChannels, noChannel } from "./manage-channels.ts"
import { createSendAlert } from "./send-alert.ts"
import { environmentSmtp } from "./smtp-server.ts"

const historyLength = 100
const logLength = 100
/** What was over so long ago is forgotten, in ms. */
const keptMs = 90 * 86_400_000

export interface AlertsDeps {
  store: AlertStore
  sources: AlertSources & { report(): Promise<void> }
  keyValue: KeyValue
  services: Services
  http: Pick<UpstreamHttp, "send">
  secrets: SecretBox
  config: Pick<Config, "smtp">
  publicUrl: string
  node: string
  now: () => number
  log: Log
}

/** Alerts, as the timers and the routes use them. */
export function createAlerts(deps: AlertsDeps) {
  const { store, sources, now, log, config } = deps
  const evaluator = createAlertEvaluator(deps)
  const delivery = createAlertDelivery({ ...deps, send: createSendAlert(deps) })
  const channels = createManageChannels(deps)

  return {
    /** Says what this node knows, and looks at all rules if it has the turn. */
    async look(): Promise<void> {
      await sources.report()
      await evaluator.look()
    },
    deliver: () => delivery.deliverDue(),
    tidy: () => store.purge(now() - keptMs),

    async overview() {
      const [firing, history, mutes] = await Promise.all([
        store.firing(),
        store.history(historyLength),
        store.mutes(now()),
      ])
      return { firing, history, mutes }
    },

    /** All rules with what their values are just now, where they are worst. */
    async rules(): Promise<{ rules: AlertRule[]; now: AlertReading[] }> {
      const rules = await store.rules()
      const { readings } = await readAlerts(rules, sources, { now: now(), log })
      return { rules, now: rules.flatMap(({ kind }) => worstOf(readings, kind)) }
    },

    /** Changes some rules, and takes a look at once, so that whoever changed them sees what comes of it. */
    async setRules(rules: AlertRule[], personId: string): Promise<void> {
      await store.setRules(rules, { personId, now: now() })
      await evaluator.look().catch((err: unknown) => log.error({ err }, "alerts not looked after"))
    },

    /** Throws `BracketError("invalid_input")` for a time that is over, or lies too far ahead. */
    async mute({ key, until }: { key?: string; until: number | null }, personId: string): Promise<void> {
      if (until !== null && (until <= now() || until > now() + longestMuteMs))
        throw new BracketError("invalid_input", "Messages can be muted for a day at most.", {
          field: "until",
          hint: "Send a moment within the next 24 hours.",
          params: { field: "until", problem: "range" },
        })
      await store.mute(key ?? allAlerts, until, personId)
    },

    async channels() {
      const sender = environmentSmtp(config)?.sender ?? null
      return { channels: await channels.list(), environmentSender: sender }
    },
    createChannel: channels.create,
    changeChannel: channels.change,
    async removeChannel(id: string): Promise<void> {
      await channels.remove(id)
      delivery.forget(id)
    },

    /** Sends a real message by a channel, in use or not, and says how it went. */
    async test(id: string): Promise<{ ok: boolean; problem?: AlertProblem }> {
      const channel = await store.channel(id)
      if (!channel) throw noChannel()
      const problem = await delivery.deliverNow(channel, await store.addTest(id, testAlert(now()), now()))
      return problem ? { ok: false, problem } : { ok: true }
    },

    async deliveries(): Promise<AlertDelivery[]> {
      const [rows, all] = await Promise.all([store.deliveries(logLength), store.channels()])
      const settingsOf = new Map(all.map(({ id, settings }) => [id, JSON.parse(settings)]))
      return rows.flatMap((row) => {
        const settings = settingsOf.get(row.channel_id)
        return settings ? [deliveryOf(row, settings)] : []
      })
    },

    /** Throws `BracketError("not_found")` for what has not failed. */
    async retry(id: string): Promise<void> {
      if (!(await store.retry(id, now())))
        throw new BracketError("not_found", "There is no failed message of that name.", {
          hint: "It may have been sent in between: read the list again.",
        })
      await delivery.deliverDue()
    },

    countFiring: () => store.countFiring(),

    async close(): Promise<void> {
      await evaluator.leave()
      await delivery.close()
    },
  }
}

export type AlertsCore = ReturnType<typeof createAlerts>

function worstOf(readings: AlertReading[], kind: AlertReading["kind"]): AlertReading[] {
  const known = readings.filter((reading) => reading.kind === kind)
  const sorted = known.toSorted((one, other) => (other.value ?? -1) - (one.value ?? -1))
  return sorted.slice(0, 1)
}

function deliveryOf(row: AlertDeliveryRow, settings: AlertChannelSettings): AlertDelivery {
  const { language, name } = settings
  const alert: Alert = JSON.parse(row.alert)
  return {
    id: row.id,
    alertId: row.alert_id,
    channelId: row.channel_id,
    channelName: name,
    event: row.event,
    title: messageTitle({ id: row.id, event: row.event, alert, language, url: "", at: row.created_at }),
    status: row.status,
    attempts: row.attempts,
    createdAt: row.created_at,
    at: row.at,
    problem: row.error === null ? null : JSON.parse(row.error),
  }
}

/** What a test message carries in place of an alert. */
function testAlert(now: number): Alert {
  return {
    id: "test",
    kind: "error-rate",
    subject: { type: "service", id: "test", name: "Bracket" },
    threshold: defaultAlertRule("error-rate").threshold,
    firedAt: now,
    resolvedAt: null,
    peak: null,
    value: null,
    detail: null,
  }
}
