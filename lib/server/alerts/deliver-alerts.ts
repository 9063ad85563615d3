import type { AlertChannelSettings, AlertProblem } from "#lib/domain/alerts/alert-channel"
import type { Log } from "#lib/server/log"
import type { Services } from "#lib/server/monitor/services"
import type { AlertStore } from "#lib/server/store/alert-ports"
import type { AlertChannelRow, AlertDeliveryRow } from "#lib/server/store/schema"

/** How long after each failed try the next one is made, in ms: five more tries in ten minutes. */
export const retryWaitsMs = [10_000, 30_000, 60_000, 180_000, 320_000]

/** A message that a node has taken and not settled by then (ms) is anybody's again: that node has died. */
const claimMs = 120_000
const atOnce = 50

/** Sends one message by one channel. Never rejects for what the other side does. */
export type SendAlert = (
  channel: AlertChannelRow,
  delivery: AlertDeliveryRow,
  signal: AbortSignal,
) => Promise<AlertProblem | undefined>

/**
 * Carries messages from the outbox to their channels: each channel by itself, so that one which is away holds up no
 * other, and its own messages in their order.
 */
export function createAlertDelivery(deps: {
  store: Pick<AlertStore, "due" | "claim" | "settle" | "channel">
  send: SendAlert
  services: Pick<Services, "up" | "away">
  now: () => number
  log: Log
}) {
  const { store, send, now, log } = deps
  const stopping = new AbortController()
  const busy = new Map<string, Promise<void>>()
  const health = channelHealth(deps.services)

  async function deliver(delivery: AlertDeliveryRow): Promise<void> {
    const channel = await store.channel(delivery.channel_id)
    if (!channel || !(await store.claim(delivery, now() + claimMs))) return
    const problem: AlertProblem | undefined =
      channel.enabled === 0 ? { code: "off", detail: "" } : await send(channel, delivery, stopping.signal)
    if (stopping.signal.aborted && problem) return
    health.tell(channel, problem)
    const waitMs = problem?.code === "off" ? undefined : retryWaitsMs[delivery.attempts]
    await store.settle(delivery.id, {
      status: problem ? (waitMs === undefined ? "failed" : "waiting") : "sent",
      at: now() + (problem ? (waitMs ?? 0) : 0),
      error: problem ? JSON.stringify(problem) : null,
    })
  }

  async function deliverAll(deliveries: AlertDeliveryRow[]): Promise<void> {
    for (const delivery of deliveries) {
      if (stopping.signal.aborted) return
      await deliver(delivery)
    }
  }

  return {
    /** Sends what is due and waits for it; channels that still have something under way are left alone. */
    async deliverDue(): Promise<void> {
      // Else many messages of a channel that is away would hide those of the others.
      const due = await store.due(now(), atOnce, [...busy.keys()])
      const byChannel = Map.groupBy(due, (delivery) => delivery.channel_id)
      await Promise.all(
        [...byChannel].map(async ([channelId, deliveries]) => {
          if (busy.has(channelId)) return
          const work = deliverAll(deliveries)
            .catch((err: unknown) => log.error({ err, channelId }, "alert message not settled"))
            .finally(() => busy.delete(channelId))
          busy.set(channelId, work)
          await work
        }),
      )
    },

    /** Sends a message that was written for this one try, and says how it went. */
    async deliverNow(
      channel: AlertChannelRow,
      delivery: AlertDeliveryRow,
    ): Promise<AlertProblem | undefined> {
      const problem = await send(channel, delivery, stopping.signal)
      health.tell(channel, problem)
      await store.settle(delivery.id, {
        status: problem ? "failed" : "sent",
        at: now(),
        error: problem ? JSON.stringify(problem) : null,
      })
      return problem
    },

    /** A channel that is no more is not away. */
    forget: (channelId: string) => health.forget(channelId),

    /** Breaks off what is under way; it is sent after the next start. */
    async close(): Promise<void> {
      stopping.abort(new Error("shutting down"))
      await Promise.all(busy.values())
    },
  }
}

export type AlertDelivery = ReturnType<typeof createAlertDelivery>

/** Webhooks and mail as services: away as long as the last try of any channel of that kind has failed. */
function channelHealth(services: Pick<Services, "up" | "away">) {
  const failing = new Map<string, { service: "smtp" | "webhook"; detail: string }>()
  const kindOf = (channel: AlertChannelRow) =>
    (JSON.parse(channel.settings) as AlertChannelSettings).kind === "email" ? "smtp" : "webhook"
  const report = (service: "smtp" | "webhook") => {
    const fault = [...failing.values()].find((each) => each.service === service)
    if (fault) services.away(service, fault.detail)
    else services.up(service)
  }
  return {
    tell(channel: AlertChannelRow, problem: AlertProblem | undefined): void {
      if (problem?.code === "off") return
      const service = kindOf(channel)
      if (problem) failing.set(channel.id, { service, detail: `${problem.code} ${problem.detail}`.trim() })
      else failing.delete(channel.id)
      report(service)
    },
    forget(channelId: string): void {
      const fault = failing.get(channelId)
      if (!fault) return
      failing.delete(channelId)
      report(fault.service)
    },
  }
}
