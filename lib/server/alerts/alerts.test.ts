import { expect, it } from "vitest"
import { allAlerts } from "#lib/domain/alerts/alert"
import { deepseek, quiet, setUpAlerts } from "./alerts.fixture.ts"

const current = setUpAlerts()

const failing = { ...quiet, calls: 20, failed: 8, errorsByCode: { upstream_fault: 7, upstream_tls: 1 } }
const well = { ...quiet, calls: 20 }
const firing = async () => (await current().core.overview()).firing
const webhook = (name: string) => ({
  kind: "webhook" as const,
  name,
  enabled: true,
  language: "en" as const,
  url: "https://hooks.example/x",
  secret: "a-signing-key-of-some-length",
})
const messages = async () =>
  (await current().store.alerts.deliveries(100)).map(({ event, channel_id }) => `${event} ${channel_id}`)

it("an error rate over the line for as long as the rule says fires, keeps its peak, and resolves", async () => {
  const { world, look, core } = current()
  const { id } = await core.createChannel(webhook("Ops"))
  world.calls = failing
  await look(20)
  expect(await firing()).toEqual([])
  await look(2)
  expect(await firing()).toMatchObject([
    {
      kind: "error-rate",
      subject: { type: "connection", id: "c1", name: "DeepSeek" },
      value: 40,
      threshold: 5,
      detail: "upstream_fault",
      resolvedAt: null,
    },
  ])
  world.calls = { ...failing, failed: 16 }
  await look(40)
  expect(await messages()).toEqual([`firing ${id}`])
  world.calls = well
  await look(10)
  const { firing: now, history } = await core.overview()
  expect(now).toEqual([])
  expect(history).toMatchObject([{ kind: "error-rate", peak: 80, resolvedAt: expect.any(Number) }])
  expect((await messages()).sort()).toEqual([`firing ${id}`, `resolved ${id}`])
})

it("too few calls say nothing, however many of them fail", async () => {
  const { world, look } = current()
  world.calls = { ...quiet, calls: 9, failed: 9, errorsByCode: { upstream_fault: 9 } }
  await look(30)
  expect(await firing()).toEqual([])
})

it("slow answers, an open breaker, an old key and a service that is away fire, each for itself", async () => {
  const { world, look, clock } = current()
  world.calls = { ...well, ttftP90Ms: 2500, totalP90Ms: 9000 }
  world.openBreakers = ["c1"]
  world.connections = [{ ...deepseek, keyCreatedAt: clock.now - 91 * 86_400_000 }]
  world.away = [{ name: "redis", detail: "ECONNREFUSED" }]
  await look(22)
  const kinds = (await firing()).map(({ kind }) => kind).sort()
  // Whole answers are not watched until somebody asks for it.
  expect(kinds).toEqual(["breaker-open", "key-age", "service-away", "slow-first-token"])
  world.openBreakers = []
  world.connections = [{ ...deepseek, keyCreatedAt: clock.now }]
  world.away = []
  world.calls = well
  await look(12)
  expect(await firing()).toEqual([])
})

it("a quota that is nearly used and a budget that is reached fire, and name the limit", async () => {
  const { world, look } = current()
  const none = { requests: 0, tokens: 0, cost: 0 }
  const ann = { personId: "ann", name: "Ann", budget: { day: { cost: 2 }, month: { requests: 100 } } }
  world.quota = { share: 0.85, which: "requestsPerDay" }
  world.budgets = [{ ...ann, used: { day: { ...none, cost: 2.1 }, month: { ...none, requests: 40 } } }]
  await look(6)
  const found = (await firing()).toSorted((one, other) => (one.kind < other.kind ? -1 : 1))
  expect(found).toMatchObject([
    { kind: "budget", subject: { type: "person", name: "Ann" }, value: 105, detail: "day_cost" },
    { kind: "quota", subject: { id: "c1" }, value: 85, detail: "requestsPerDay" },
  ])
  // A little below the line is not yet over; a new day is.
  world.quota = { share: 0.75, which: "requestsPerDay" }
  world.budgets = [ann]
  await look(12)
  expect((await firing()).map(({ kind }) => kind)).toEqual(["quota"])
  world.quota = { share: 0.1, which: "requestsPerDay" }
  await look(6)
  expect(await firing()).toEqual([])
})

it("a restart goes on where it was: nothing is told twice, and what is over is told", async () => {
  const { world, look, core, node, clock } = current()
  const { id } = await core.createChannel(webhook("Ops"))
  world.openBreakers = ["c1"]
  await look()
  expect(await messages()).toEqual([`firing ${id}`])
  await core.close()
  const restarted = node("node-2")
  clock.now += 600_000
  await restarted.look()
  expect(await messages()).toEqual([`firing ${id}`])
  world.openBreakers = []
  clock.now += 15_000
  await restarted.look()
  expect((await messages()).sort()).toEqual([`firing ${id}`, `resolved ${id}`])
})

it("nodes that do not see each other tell one message all the same", async () => {
  const { world, core, node, clock } = current()
  const { id } = await core.createChannel(webhook("Ops"))
  world.openBreakers = ["c1"]
  const nodes = ["a", "b", "c"].map((name) => node(name, { keyValue: true }))
  for (let look = 0; look < 3; look++) {
    clock.now += 15_000
    await Promise.all(nodes.map((each) => each.look()))
  }
  expect(await messages()).toEqual([`firing ${id}`])
})

it("the turn goes to another node when the one that has it is gone", async () => {
  const { world, node, clock, core } = current()
  await core.look()
  const other = node("node-2")
  world.openBreakers = ["c1"]
  await other.look()
  expect(await firing()).toEqual([])
  clock.now += 46_000
  await other.look()
  expect(await firing()).toHaveLength(1)
})

it("what cannot be read resolves nothing and holds up nothing else", async () => {
  const { world, look } = current()
  world.openBreakers = ["c1"]
  await look()
  world.throws = new Set(["connections"])
  world.away = [{ name: "redis", detail: "" }]
  await look(6)
  expect((await firing()).map(({ kind }) => kind).sort()).toEqual(["breaker-open", "service-away"])
})

it("a connection that is removed and a rule that is switched off leave nothing firing", async () => {
  const { world, look, setRule } = current()
  world.openBreakers = ["c1"]
  world.away = [{ name: "redis", detail: "" }]
  await look(6)
  expect(await firing()).toHaveLength(2)
  world.connections = []
  await setRule({ kind: "service-away", enabled: false })
  await look()
  expect(await firing()).toEqual([])
})

it("muted, it shows on the page and is told afterwards if it still fires", async () => {
  const { world, look, core, clock } = current()
  const { id } = await core.createChannel(webhook("Ops"))
  await core.mute({ until: clock.now + 60_000 }, "ann")
  expect((await core.overview()).mutes).toEqual([{ key: allAlerts, until: clock.now + 60_000 }])
  world.openBreakers = ["c1"]
  await look(3)
  expect(await firing()).toHaveLength(1)
  expect(await messages()).toEqual([])
  await look(2)
  expect(await messages()).toEqual([`firing ${id}`])
  await expect(core.mute({ until: clock.now - 1 }, "ann")).rejects.toMatchObject({ field: "until" })
  await expect(core.mute({ until: clock.now + 90_000_000 }, "ann")).rejects.toMatchObject({ field: "until" })
})

it("says what a rule's value is just now, where it is worst", async () => {
  const { world, core } = current()
  world.calls = failing
  world.connections = [deepseek, { ...deepseek, id: "c2", name: "Other" }]
  world.openBreakers = ["c2"]
  const { rules, now } = await core.rules()
  expect(rules).toHaveLength(8)
  expect(now.find(({ kind }) => kind === "error-rate")).toMatchObject({ value: 40 })
  expect(now.find(({ kind }) => kind === "breaker-open")).toMatchObject({
    value: 1,
    subject: { name: "Other" },
  })
})
