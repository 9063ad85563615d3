import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { alertKeyOf, allAlerts } from "#lib/domain/alerts/alert"
import { alertKinds, defaultAlertRule } from "#lib/domain/alerts/alert-rules"
import { stepAlert } from "#lib/domain/alerts/alert-state"
import type { Store } from "./store.ts"

const rule = { ...defaultAlertRule("error-rate"), forSeconds: 0, coolDownSeconds: 0 }

/** Alerts survive whatever happens to the process, and several nodes that see the same thing act once. */
export function alertContract(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store?.close())

  const aSubject = () => ({ type: "connection" as const, id: randomUUID(), name: "DeepSeek" })
  const aChannel = async (enabled = 1) => {
    const id = randomUUID()
    const row = { id, enabled, settings: "{}", sealed_secret: `sealed ${id}`, last_four: "1234" }
    await store.alerts.putChannel(row, 5)
    return id
  }
  /** One look at an alert, as a node takes it. */
  const look = async (subject: ReturnType<typeof aSubject>, value: number, now: number, muted = false) => {
    const alert = { kind: rule.kind, subject, threshold: 5, value, detail: "upstream_fault" }
    const key = alertKeyOf(alert)
    const seen = (await store.alerts.states()).find((each) => each.key === key)
    const step = stepAlert(seen?.state, rule, value, { now, muted })
    return { key, seen, alert, step, now }
  }
  const messagesOf = async (channelId: string) =>
    (await store.alerts.deliveries(1000)).filter((delivery) => delivery.channel_id === channelId)

  it("rules are as by default until somebody changes them, and then as they were set", async () => {
    expect(await store.alerts.rules()).toEqual(alertKinds.map(defaultAlertRule))
    const changed = { ...defaultAlertRule("quota"), threshold: 60, enabled: false }
    await store.alerts.setRules([changed], { personId: "ann", now: 1 })
    await store.alerts.setRules([{ ...changed, threshold: 70 }], { personId: "ann", now: 2 })
    const rules = await store.alerts.rules()
    expect(rules.find(({ kind }) => kind === "quota")).toEqual({ ...changed, threshold: 70 })
    expect(rules).toHaveLength(alertKinds.length)
  })

  it("of several nodes that see an alert fire at once, one writes it down and tells each channel once", async () => {
    const [used, unused] = [await aChannel(), await aChannel(0)]
    const subject = aSubject()
    const steps = await Promise.all([1, 2, 3].map(() => look(subject, 9, 100)))
    const taken = await Promise.all(steps.map((step) => store.alerts.advance(step)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    const firing = (await store.alerts.firing()).filter((alert) => alert.subject.id === subject.id)
    expect(firing).toMatchObject([
      { kind: "error-rate", subject, threshold: 5, value: 9, peak: 9, firedAt: 100, resolvedAt: null },
    ])
    expect(await messagesOf(used)).toMatchObject([
      { event: "firing", status: "waiting", alert_id: firing[0]?.id, attempts: 0, at: 100 },
    ])
    expect(await messagesOf(unused)).toEqual([])

    await store.alerts.advance(await look(subject, 30, 115))
    expect((await store.alerts.firing()).find(({ id }) => id === firing[0]?.id)).toMatchObject({ peak: 30 })
    const over = await Promise.all([1, 2].map(() => look(subject, 0, 130)))
    const ended = await Promise.all(over.map((step) => store.alerts.advance(step)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    expect((await messagesOf(used)).map(({ event }) => event).sort()).toEqual(["firing", "resolved"])
    expect((await store.alerts.history(50)).find(({ id }) => id === firing[0]?.id)).toMatchObject({
      resolvedAt: 130,
      peak: 30,
    })
    await store.alerts.deleteChannel(used)
  })

  it("who was not told that it fires is not told that it is over", async () => {
    const subject = aSubject()
    await store.alerts.advance(await look(subject, 9, 100))
    const late = await aChannel()
    await store.alerts.advance(await look(subject, 0, 115))
    expect(await messagesOf(late)).toEqual([])
    await store.alerts.deleteChannel(late)
  })

  it("a message is sent by one node, and that it is over waits for the message that it fires", async () => {
    const channel = await aChannel()
    const subject = aSubject()
    await store.alerts.advance(await look(subject, 9, 100))
    await store.alerts.advance(await look(subject, 0, 115))
    const due = async (now: number) =>
      (await store.alerts.due(now, 50)).filter((delivery) => delivery.channel_id === channel)
    expect(await due(99)).toEqual([])
    const [first, ...others] = await due(200)
    if (!first) throw new Error("nothing is due")
    expect([first.event, others]).toEqual(["firing", []])
    const claims = await Promise.all([1, 2, 3].map(() => store.alerts.claim(first, 1000)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    // The node that took it has died: it is due again later.
    expect(await due(999)).toEqual([])
    expect(await due(1000)).toMatchObject([{ id: first.id, attempts: 1 }])
    await store.alerts.settle(first.id, { status: "failed", at: 1000, error: "refused" })
    expect(await due(1000)).toMatchObject([{ event: "resolved" }])
    expect(await store.alerts.retry(first.id, 1100)).toBe(true)
    expect(await store.alerts.retry(first.id, 1100)).toBe(false)
    expect(await due(1100)).toMatchObject([{ id: first.id, attempts: 0, error: "refused" }])
    await store.alerts.settle(first.id, { status: "sent", at: 1200, error: null })
    expect(await messagesOf(channel)).toHaveLength(2)
    expect(await store.alerts.deleteChannel(channel)).toBe(true)
    expect(await messagesOf(channel)).toEqual([])
    expect(await store.alerts.deleteChannel(channel)).toBe(false)
  })

  it("a test is sent by whoever asked for it, not by a timer, and leaves a trace", async () => {
    const channel = await aChannel()
    const [alert] = await store.alerts.history(1)
    if (!alert) throw new Error("no alert")
    const { id } = await store.alerts.addTest(channel, alert, 50)
    expect((await store.alerts.due(9999, 50)).map((delivery) => delivery.id)).not.toContain(id)
    await store.alerts.settle(id, { status: "sent", at: 60, error: null })
    expect(await messagesOf(channel)).toMatchObject([{ id, event: "test", alert_id: null, status: "sent" }])
    await store.alerts.purge(51)
    expect(await messagesOf(channel)).toEqual([])
    await store.alerts.deleteChannel(channel)
  })

  it("a channel keeps its secret sealed, and is sealed anew with the others", async () => {
    const id = await aChannel()
    const values = await store.sealed.page(1000)
    expect(values.find((value) => value.id === id)).toMatchObject({
      place: "alert_channels.sealed_secret",
      purpose: `alert-channel:${id}`,
      text: `sealed ${id}`,
    })
    expect(await store.alerts.channel(id)).toMatchObject({ created_at: 5, last_four: "1234" })
    await store.alerts.deleteChannel(id)
  })

  it("mutes hold until their time, and end when somebody ends them", async () => {
    await store.alerts.mute(allAlerts, 500, "ann")
    await store.alerts.mute("error-rate:connection:x", 300, "ann")
    expect(await store.alerts.mutes(299)).toEqual([
      { key: allAlerts, until: 500 },
      { key: "error-rate:connection:x", until: 300 },
    ])
    expect(await store.alerts.mutes(300)).toEqual([{ key: allAlerts, until: 500 }])
    await store.alerts.mute(allAlerts, null, "ann")
    expect(await store.alerts.mutes(0)).toHaveLength(1)
  })

  it("forgets what was over long ago, never what fires", async () => {
    const [old, firing] = [aSubject(), aSubject()]
    await store.alerts.advance(await look(old, 9, 100))
    await store.alerts.advance(await look(old, 0, 115))
    await store.alerts.advance(await look(firing, 9, 100))
    await store.alerts.purge(116)
    expect((await store.alerts.history(50)).map(({ subject }) => subject.id)).not.toContain(old.id)
    expect((await store.alerts.firing()).map(({ subject }) => subject.id)).toContain(firing.id)
    expect(await store.alerts.countFiring()).toBe((await store.alerts.firing()).length)
  })
}
