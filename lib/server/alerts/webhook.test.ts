import { createHmac } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, it } from "vitest"
import { closedPort } from "#lib/server/upstream/testing/loopback-server"
import { setUpAlerts } from "./alerts.fixture.ts"
import { retryWaitsMs } from "./deliver-alerts.ts"

const current = setUpAlerts()
const key = "a-signing-key-of-some-length"

interface Receiver {
  port: number
  taken: { headers: IncomingMessage["headers"]; body: string }[]
}

let servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  servers = []
})

/** A real receiver; `answers` are the statuses it gives, the last one for ever. */
async function receiver(answers: number[] = [200], port = 0): Promise<Receiver> {
  const taken: Receiver["taken"] = []
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = ""
    for await (const chunk of request) body += chunk
    taken.push({ headers: request.headers, body })
    response.writeHead(answers[Math.min(taken.length, answers.length) - 1] ?? 200, { connection: "close" })
    response.end("<html>whatever</html>")
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening))
  return { port: (server.address() as AddressInfo).port, taken }
}

const addChannel = (port: number, more = {}) =>
  current().core.createChannel({
    kind: "webhook",
    name: "Ops",
    enabled: true,
    language: "en",
    url: `http://127.0.0.1:${port}/hook`,
    secret: key,
    ...more,
  })

async function fire(): Promise<void> {
  current().world.openBreakers = ["c1"]
  await current().look()
}

const log = () => current().core.deliveries()

it("arrives as JSON whose signature the receiver can verify, and once", async () => {
  const { taken, port } = await receiver()
  await addChannel(port)
  await fire()
  await current().core.deliver()
  await current().core.deliver()
  expect(taken).toHaveLength(1)
  const { headers = {}, body = "" } = taken[0] ?? {}
  const expected = createHmac("sha256", key).update(`${headers["x-bracket-timestamp"]}.${body}`).digest("hex")
  expect(headers["x-bracket-signature"]).toBe(`sha256=${expected}`)
  expect(Number(headers["x-bracket-timestamp"])).toBe(Math.floor(current().clock.now / 1000))
  expect(headers).toMatchObject({ "content-type": "application/json", "x-bracket-event": "alert.firing" })
  expect(JSON.parse(body)).toMatchObject({
    id: headers["x-bracket-delivery"],
    event: "alert.firing",
    text: "Alert: DeepSeek: paused after repeated faults of the service",
    url: "https://bracket.example/monitor/alerts",
    alert: { rule: "breaker-open", subject: { id: "c1" }, resolvedAt: null },
  })
  expect(current().services.list()).toMatchObject([{ name: "webhook", state: "up" }])
})

it("a receiver that fails is tried again with longer and longer waits, and is told in the end", async () => {
  const { taken, port } = await receiver([500, 503, 500, 200])
  await addChannel(port)
  await fire()
  const { core, clock, services } = current()
  await core.deliver()
  expect(services.list()).toMatchObject([{ name: "webhook", state: "away", detail: "status 500" }])
  for (const waitMs of retryWaitsMs.slice(0, 3)) {
    clock.now += waitMs - 1
    await core.deliver()
    const before = taken.length
    clock.now += 1
    await core.deliver()
    expect(taken).toHaveLength(before + 1)
  }
  expect(new Set(taken.map(({ headers }) => headers["x-bracket-delivery"])).size).toBe(1)
  expect(await log()).toMatchObject([{ status: "sent", attempts: 4, problem: null }])
  expect(services.list()).toMatchObject([{ name: "webhook", state: "up" }])
})

it("after five more tries in some ten minutes it is given up, in words, and can be sent again by hand", async () => {
  expect(retryWaitsMs.reduce((sum, waitMs) => sum + waitMs)).toBe(600_000)
  const { taken, port } = await receiver([500, 500, 500, 500, 500, 500, 200])
  await addChannel(port)
  await fire()
  const { core, clock } = current()
  for (const waitMs of [0, ...retryWaitsMs, 3_600_000]) {
    clock.now += waitMs
    await core.deliver()
  }
  expect(taken).toHaveLength(6)
  const [given] = await log()
  expect(given).toMatchObject({ status: "failed", problem: { code: "status", detail: "500" } })
  await core.retry(given?.id ?? "")
  expect(await log()).toMatchObject([{ status: "sent" }])
  await expect(core.retry(given?.id ?? "")).rejects.toMatchObject({ code: "not_found" })
})

it("away at the start, it gets the message once it is there, after a restart too, and then that it is over", async () => {
  const port = await closedPort()
  await addChannel(port)
  await fire()
  const { core, clock, world, look, node } = current()
  await core.deliver()
  expect(await log()).toMatchObject([{ status: "waiting", problem: { code: "unreachable" } }])
  world.openBreakers = []
  await look()
  await core.deliver()
  await core.close()
  const { taken } = await receiver([200], port)
  const restarted = node("node-1")
  clock.now += 30_000
  await restarted.deliver()
  await restarted.deliver()
  expect(taken.map(({ headers }) => headers["x-bracket-event"])).toEqual(["alert.firing", "alert.resolved"])
})

it("one receiver that is away holds up no other", async () => {
  await addChannel(await closedPort(), { name: "Away" })
  const { taken, port } = await receiver()
  await addChannel(port)
  await fire()
  await current().core.deliver()
  expect(taken).toHaveLength(1)
})

it("sends nothing to a metadata service, and follows no redirect", async () => {
  const { id } = await addChannel(1, { url: "http://169.254.169.254/latest" })
  expect(await current().core.test(id)).toMatchObject({ ok: false, problem: { code: "blocked" } })
  const { port } = await receiver([302])
  const moved = await addChannel(port)
  expect(await current().core.test(moved.id)).toMatchObject({ ok: false, problem: { code: "redirect" } })
})

it("a test sends a real message and leaves a line in the log, switched off or not", async () => {
  const { taken, port } = await receiver([200, 500])
  const { id } = await addChannel(port, { enabled: false, language: "zh-CN" })
  expect(await current().core.test(id)).toEqual({ ok: true })
  expect(JSON.parse(taken[0]?.body ?? "")).toMatchObject({
    event: "alert.test",
    text: "测试：这是一条测试消息：告警消息可以送达这里。",
  })
  expect(await current().core.test(id)).toEqual({ ok: false, problem: { code: "status", detail: "500" } })
  await current().core.deliver()
  expect(taken).toHaveLength(2)
  expect((await log()).map(({ event, status }) => [event, status]).sort()).toEqual([
    ["test", "failed"],
    ["test", "sent"],
  ])
})

it("keeps its key to itself: what is answered and stored has its last four characters", async () => {
  const { core, store } = current()
  const channel = await addChannel(1)
  expect(channel.lastFour).toBe(key.slice(-4))
  const answers = JSON.stringify([channel, await core.channels(), await store.alerts.channels()])
  expect(answers).not.toContain(key)
  const settings = { kind: "webhook" as const, name: "Renamed", enabled: true, language: "en" as const }
  const changed = await core.changeChannel(channel.id, { ...settings, url: "https://other.example/" })
  expect(changed).toMatchObject({ lastFour: key.slice(-4), settings: { name: "Renamed" } })
  await expect(addChannel(1, { secret: "short" })).rejects.toMatchObject({ field: "secret" })
  await expect(addChannel(1, { secret: undefined })).rejects.toMatchObject({ params: { problem: "missing" } })
  await core.removeChannel(channel.id)
  await expect(core.test(channel.id)).rejects.toMatchObject({ code: "not_found" })
})
