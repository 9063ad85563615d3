import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { createServer as createHttpsServer } from "node:https"
import { createServer as createTlsServer } from "node:tls"
import { describe, expect, test } from "vitest"
import type { TestReport, TestStepName } from "#lib/domain/connection-test-report"
import { type ConnectionInput, connectionInputSchema } from "#lib/domain/managed-connection"
import { ann, bob, setUpEngines, startConnections, store } from "#lib/server/engine/engine-fixture"
import { createUpstreamHttp, type UpstreamHttp } from "#lib/server/upstream/http"
import {
  authorityPem,
  expiredPem,
  selfSignedPem,
  serverKeyPem,
  serverPem,
} from "#lib/server/upstream/testing/certificates"
import { closedPort, httpServer, listening } from "#lib/server/upstream/testing/loopback-server"
import type { Who } from "./rights.ts"

setUpEngines()

const admin: Who = { id: ann, role: "admin" }
const member: Who = { id: bob, role: "member" }
const key = "canary-of-no-known-form"

/** A model server that knows one key and one model. */
const modelServer =
  (
    options: { list?: (response: ServerResponse) => void; headers?: Record<string, string> } = {},
  ): RequestListener =>
  (request, response) => {
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value)
    if (request.url === "/v1/models" && options.list) return options.list(response)
    if (!isKnown(request)) {
      response.writeHead(403, { "content-type": "application/json" })
      return response.end(
        JSON.stringify({ error: { message: `key ${request.headers.authorization} spent` } }),
      )
    }
    if (request.url === "/v1/models") return response.end('{"data":[{"id":"embed-1"},{"id":"writer-1"}]}')
    response.writeHead(200, { "content-type": "text/event-stream" })
    response.end(
      'data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n',
    )
  }

const isKnown = (request: IncomingMessage): boolean => request.headers.authorization === `Bearer ${key}`

const input = (baseUrl: string, more: Partial<ConnectionInput> = {}) =>
  connectionInputSchema.parse({
    name: "Tested",
    template: "custom",
    dialect: "openai",
    provider: "compatible",
    baseUrl,
    credential: { kind: "bearer", key },
    ...more,
  })

const options = { signal: new AbortController().signal }

async function tested(
  given: ReturnType<typeof input>,
  who: Who = admin,
  http: UpstreamHttp = createUpstreamHttp(),
): Promise<TestReport> {
  const { connections } = startConnections({ http })
  return connections.test.unsaved(who, { input: given }, options)
}

/** How each step went, in one line: what failed by its code. */
const summary = ({ steps }: TestReport): string =>
  steps.map((step) => (step.outcome === "failed" ? `${step.name}: ${step.code}` : step.outcome)).join(", ")

const stepOf = (report: TestReport, name: TestStepName) => report.steps.find((step) => step.name === name)

const named = (address: string) =>
  createUpstreamHttp({ resolve: () => Promise.resolve([{ address, family: 4 }]) })

describe("a test that passes", () => {
  test("says what each step found, and keeps the list of models", async () => {
    const { port } = await httpServer(modelServer())
    const { connections } = startConnections()
    const { id } = await connections.management.add(admin, input(`http://127.0.0.1:${port}/v1`))
    const report = await connections.test.stored(admin, id, options)
    expect(summary(report)).toBe("ok, skipped, ok, skipped, ok, ok, ok, ok")
    expect(report.ok).toBe(true)
    expect(stepOf(report, "address")).toMatchObject({ facts: { host: "127.0.0.1", port } })
    expect(stepOf(report, "models")).toMatchObject({ facts: { count: 2, ids: ["embed-1", "writer-1"] } })
    // Not the first of the list: that one embeds.
    expect(stepOf(report, "token")).toMatchObject({ facts: { model: "writer-1", text: "Hello" } })
    expect(JSON.parse((await store.connections.get(id))?.models ?? "{}").ids).toEqual(["embed-1", "writer-1"])
  })

  test("over TLS shows version and certificate, by the pinned authority", async () => {
    const server = await listening(createHttpsServer({ cert: serverPem, key: serverKeyPem }, modelServer()))
    const baseUrl = `https://model.example:${server.port}/v1`
    const report = await tested(input(baseUrl, { caPem: authorityPem }), admin, named("127.0.0.1"))
    expect(summary(report)).toBe("ok, ok, ok, ok, ok, ok, ok, ok")
    expect(stepOf(report, "dns")).toMatchObject({ facts: { addresses: ["127.0.0.1"] } })
    expect(stepOf(report, "tls")).toMatchObject({
      facts: { version: "TLSv1.3", certificate: { issuer: "Bracket test authority" } },
    })
  })

  test("needs no list of models where a model is named", async () => {
    const { port } = await httpServer(modelServer({ list: (response) => response.writeHead(404).end() }))
    const given = input(`http://127.0.0.1:${port}/v1`)
    const { connections } = startConnections()
    const report = await connections.test.unsaved(admin, { input: given }, { ...options, model: "writer-1" })
    expect(summary(report)).toBe("ok, skipped, ok, skipped, ok, ok, skipped, ok")
    expect(report.ok).toBe(true)
  })

  test("of a server that makes images ends with its models", async () => {
    const { port } = await httpServer((request, response) =>
      request.url === "/sdapi/v1/sd-models"
        ? response.end('[{"title":"a [1]","model_name":"a"}]')
        : response.writeHead(404).end(),
    )
    const credential = { kind: "none" } as const
    const report = await tested(input(`http://127.0.0.1:${port}`, { dialect: "sdwebui", credential }))
    expect(report.ok).toBe(true)
    expect(stepOf(report, "models")).toMatchObject({ facts: { ids: ["a"] } })
    expect(stepOf(report, "token")).toMatchObject({ outcome: "skipped", reason: "not_needed" })
  })
})

describe("a test that fails says where", () => {
  test("the name: not to be found, or leading where it must not", async () => {
    const unknown = createUpstreamHttp({
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    })
    const url = "https://model.example/v1"
    const after = "skipped, skipped, skipped, skipped, skipped, skipped"
    expect(summary(await tested(input(url), admin, unknown))).toBe(`ok, dns: upstream_unreachable, ${after}`)
    for (const address of ["10.0.0.1", "127.0.0.1", "192.168.7.7"])
      expect(summary(await tested(input(url), member, named(address)))).toBe(
        `ok, dns: blocked_address, ${after}`,
      )
    expect(summary(await tested(input(url), admin, named("169.254.169.254")))).toBe(
      `ok, dns: blocked_address, ${after}`,
    )
  })

  test("the connection: a name that moved inside between the look-up and the dialling", async () => {
    const { port, ...server } = await httpServer(modelServer())
    const addresses = ["1.1.1.1", "127.0.0.1"]
    const rebinding = createUpstreamHttp({
      resolve: () => Promise.resolve([{ address: addresses.shift() ?? "127.0.0.1", family: 4 }]),
    })
    const report = await tested(input(`https://model.example:${port}/v1`), member, rebinding)
    expect(stepOf(report, "dns")?.outcome).toBe("ok")
    expect(stepOf(report, "connect")).toMatchObject({ code: "blocked_address", params: { rule: "private" } })
    expect(server.connections).toBe(0)
  })

  test("the connection: nobody listens", async () => {
    const report = await tested(input(`http://127.0.0.1:${await closedPort()}/v1`))
    expect(stepOf(report, "connect")).toMatchObject({
      code: "upstream_unreachable",
      params: { reason: "refused" },
    })
  })

  test.each([
    ["a certificate that vouches for itself", selfSignedPem, undefined, "self_signed"],
    ["an unknown authority", serverPem, undefined, "untrusted"],
    ["an expired certificate", expiredPem, authorityPem, "expired"],
  ])("TLS: %s", async (_, cert, caPem, rule) => {
    const server = await listening(createHttpsServer({ cert, key: serverKeyPem }, modelServer()))
    const report = await tested(input(`https://127.0.0.1:${server.port}/v1`, { caPem }))
    expect(stepOf(report, "connect")?.outcome).toBe("ok")
    expect(stepOf(report, "tls")).toMatchObject({ code: "upstream_tls", params: { rule } })
    expect(report.ok).toBe(false)
  })

  test("TLS: nothing newer than 1.1", async () => {
    const old = createTlsServer({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" })
    const server = await listening(old)
    const report = await tested(input(`https://127.0.0.1:${server.port}/v1`))
    expect(stepOf(report, "tls")).toMatchObject({ code: "upstream_tls", params: { rule: "version" } })
  })

  test("the credential: a wrong key, which is not repeated although the server does", async () => {
    const { port } = await httpServer(modelServer())
    const wrong = "wrong-canary-of-no-known-form"
    const report = await tested(
      input(`http://127.0.0.1:${port}/v1`, { credential: { kind: "bearer", key: wrong } }),
    )
    expect(summary(report)).toBe("ok, skipped, ok, skipped, credential: upstream_quota, ok, skipped, skipped")
    expect(JSON.stringify(report)).not.toContain("canary")
    expect(stepOf(report, "models")).toMatchObject({ reason: "after_failure" })
  })

  test("the credential: a server without a list, whose first answer refuses the key", async () => {
    const { port } = await httpServer(modelServer({ list: (response) => response.writeHead(404).end() }))
    const given = input(`http://127.0.0.1:${port}/v1`, { credential: { kind: "bearer", key: "wrong-key" } })
    const { connections } = startConnections()
    const report = await connections.test.unsaved(admin, { input: given }, { ...options, model: "writer-1" })
    expect(stepOf(report, "credential")).toMatchObject({ outcome: "failed", code: "upstream_quota" })
  })

  test("the credential: a redirect, which is not followed", async () => {
    const elsewhere = await httpServer(modelServer())
    const { port } = await httpServer((_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${elsewhere.port}/v1/models` }).end(),
    )
    const report = await tested(input(`http://127.0.0.1:${port}/v1`))
    expect(stepOf(report, "credential")).toMatchObject({
      code: "upstream_bad_request",
      params: { redirectHost: `127.0.0.1:${elsewhere.port}` },
    })
    expect(elsewhere.connections).toBe(0)
  })

  test("the clock: by how much it is off, where requests are signed", async () => {
    const late = new Date(Date.now() - 900_000).toUTCString()
    const { port } = await httpServer((_, response) => response.writeHead(403, { date: late }).end())
    const credential = { kind: "hmac", apiKey: "public-id", secretKey: "secret" } as const
    const signed = { dialect: "deepseek", provider: "deepseek-signed", credential } as const
    const report = await tested(input(`http://127.0.0.1:${port}`, signed))
    expect(stepOf(report, "credential")).toMatchObject({ code: "upstream_clock" })
    const clock = stepOf(report, "clock")
    expect(clock).toMatchObject({ code: "upstream_clock", params: { direction: "ahead" } })
    const difference = clock?.outcome === "failed" ? clock.facts.differenceMs : undefined
    expect(Math.round((difference ?? 0) / 60_000)).toBe(15)
    // To a bearer key a wrong clock does no harm.
    const other = await httpServer(modelServer({ headers: { date: late } }))
    expect((await tested(input(`http://127.0.0.1:${other.port}/v1`))).ok).toBe(true)
  })

  test("the models: a page instead of a list, or an address without one", async () => {
    const page = await httpServer((_, response) => response.end("<html>Welcome</html>"))
    expect(summary(await tested(input(`http://127.0.0.1:${page.port}/v1`)))).toContain(
      "models: upstream_garbage",
    )
    const nothing = await httpServer((_, response) => response.writeHead(404).end())
    const report = await tested(input(`http://127.0.0.1:${nothing.port}/v1`))
    expect(stepOf(report, "models")).toMatchObject({ outcome: "failed", code: "upstream_not_found" })
  })
})

test("what is edited is tested with the stored key, on the server that the key was entered for alone", async () => {
  const { port } = await httpServer(modelServer())
  const { connections } = startConnections()
  const { id } = await connections.management.add(admin, input(`http://127.0.0.1:${port}/v1`))
  const edited = (baseUrl: string) =>
    connections.test.unsaved(
      admin,
      { id, input: input(baseUrl, { credential: { kind: "bearer" } }) },
      options,
    )
  expect((await edited(`http://127.0.0.1:${port}/v1`)).ok).toBe(true)
  const elsewhere = await httpServer(modelServer())
  await expect(edited(`http://127.0.0.1:${elsewhere.port}/v1`)).rejects.toMatchObject({
    params: { problem: "reenter" },
  })
  expect(elsewhere.connections).toBe(0)
})

test("a test that is left stops asking", async () => {
  const leave = new AbortController()
  const { port } = await httpServer(() => leave.abort())
  const { connections } = startConnections()
  const given = input(`http://127.0.0.1:${port}/v1`)
  await expect(
    connections.test.unsaved(admin, { input: given }, { signal: leave.signal }),
  ).rejects.toMatchObject({ code: "interrupted" })
})

test("model servers of this machine are found by their list of models, and known ones are marked", async () => {
  const { discoverServers } = await import("./discover.ts")
  const { templateOf } = await import("#lib/domain/connection-templates")
  const { connections, http } = startConnections()
  const [models, images, other] = [
    await httpServer((_, response) => response.end('{"data":[{"id":"a"},{"id":"b"}]}')),
    await httpServer((_, response) => response.end('[{"model_name":"c"}]')),
    await httpServer((_, response) => response.end("<html>something else</html>")),
  ]
  const at = (id: string, port: number, path = "/v1/models") => ({
    ...templateOf(id),
    baseUrl: `http://127.0.0.1:${port}/v1`,
    discover: { port, path },
  })
  const credential = { kind: "none" } as const
  const known = await connections.management.add(
    admin,
    input(`http://localhost:${models.port}/v1`, { credential }),
  )
  const templates = [
    at("ollama", models.port),
    at("sdwebui", images.port, "/sdapi/v1/sd-models"),
    at("vllm", other.port),
    at("lmstudio", await closedPort()),
    templateOf("openai"),
  ]
  expect(await discoverServers({ store, http, now: Date.now }, templates)).toEqual([
    { template: "ollama", name: "Ollama", baseUrl: templates[0]?.baseUrl, models: 2, connectionId: known.id },
    { template: "sdwebui", name: "Stable Diffusion WebUI", baseUrl: templates[1]?.baseUrl, models: 1 },
  ])
})
