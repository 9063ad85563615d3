import { randomBytes, randomUUID } from "node:crypto"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { APIResponse, Page } from "@playwright/test"
import { misdeeds, startEchoingUpstream } from "./echoing-upstream.ts"
import { expect, parseEvents, test } from "./fixtures.ts"
import { aPreset } from "./matrix-entries.ts"
import { routeTable } from "./route-table.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

/*
 * A canary stands in every field that takes a secret; then everything is done that could carry it off: runs that
 * succeed and fail against an upstream that repeats what it was sent, tests, rotation, exports, every page and call.
 */
const staticFolder = fileURLToPath(new URL("../.next/static", import.meta.url))
const canaries: Record<string, string> = {}
const canary = (name: string): string => {
  canaries[name] ??= `canary-${name.toLowerCase()}-${randomBytes(12).toString("hex")}`
  return canaries[name]
}

/** Everything that came out of the server. */
const answered: { from: string; text: string }[] = []
let app: RunningApp
let upstream: Awaited<ReturnType<typeof startEchoingUpstream>>

test.beforeAll(async () => {
  upstream = await startEchoingUpstream()
  app = await startApp({
    env: {
      DEEPSEEK_API_KEY: `sk-${canary("DEEPSEEK_API_KEY")}`,
      DEEPSEEK_SECRET_KEY: canary("DEEPSEEK_SECRET_KEY"),
      DEEPSEEK_BASE_URL: upstream.url,
      OPENAI_API_KEY: canary("OPENAI_API_KEY"),
      OPENAI_BASE_URL: `${upstream.url}/v1`,
      AUTH_SECRET: canary("AUTH_SECRET"),
      GITHUB_CLIENT_ID: "github",
      GITHUB_CLIENT_SECRET: canary("GITHUB_CLIENT_SECRET"),
      GOOGLE_CLIENT_ID: "google",
      GOOGLE_CLIENT_SECRET: canary("GOOGLE_CLIENT_SECRET"),
      OIDC_ISSUER: upstream.url,
      OIDC_CLIENT_ID: "oidc",
      OIDC_CLIENT_SECRET: canary("OIDC_CLIENT_SECRET"),
      BRACKET_E2E_KEY: canary("REFERENCED_KEY"),
      METRICS_TOKEN: canary("METRICS_TOKEN"),
      // Both are away: what is said of that must not hold what they would have been sent.
      ELASTICSEARCH_URL: "http://127.0.0.1:9",
      ELASTICSEARCH_API_KEY: canary("ELASTICSEARCH_API_KEY"),
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
      OTEL_EXPORTER_OTLP_HEADERS: `x-key=${canary("OTLP_HEADER")}`,
      LOG_LEVEL: "trace",
    },
  })
})
test.afterAll(async () => {
  await app.stop()
  await discardData(app)
  await upstream.close()
})

test("a secret leaves the server only towards its own upstream", async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  await page.goto(app.link ?? "")
  await page.waitForURL("**/playground")
  const api = (method: string, path: string, data?: unknown) => call(page, method, path, data)

  await api("POST", "/api/me/password", { email: "owner@example.org", password: canary("PASSWORD") })
  const connections = await setUpConnections(api)
  const runIds: string[] = []
  for (const [connectionId, model] of connections)
    for (const misdeed of misdeeds) runIds.push(await run(api, connectionId, model, misdeed))
  await testAndRotate(api, connections)
  await handOn(api, page, runIds, connections)
  await readEverything(api, runIds, connections)
  await visitPages(page, runIds)
  await page.context().close()

  // The keys were really sent; else nothing was tested.
  const sent = upstream.seen.join("\n")
  for (const name of [
    "DEEPSEEK_API_KEY",
    "OPENAI_API_KEY",
    "HMAC_API",
    "BEARER",
    "BASIC_PASSWORD",
    "REFERENCED_KEY",
    "ROTATED",
  ])
    expect(sent, `${name} reached its upstream`).toContain(canaries[name])

  expect(answered.length).toBeGreaterThan(150)
  for (const { from, text } of answered) expectNoCanary(text, from)
  for (const file of filesIn(staticFolder)) {
    const text = readFileSync(file, "latin1")
    expectNoCanary(text, file)
    // Signs that code of the server has got into the browser's.
    for (const sign of ["sealed_credential", "password_hash", "aes-256-gcm"])
      expect(text, file).not.toContain(sign)
  }
  expect(await app.stop()).toBe(0)
  // The database, its journal, the logs: what a backup would hold. The secrets of the folder itself are not among them.
  for (const file of filesIn(app.dataDir)) expectNoCanary(readFileSync(file, "latin1"), file)
})

type Call = (method: string, path: string, data?: unknown) => Promise<APIResponse>

async function call(page: Page, method: string, path: string, data?: unknown): Promise<APIResponse> {
  const answer = await page.request.fetch(`${app.url}${path}`, {
    method,
    data,
    maxRedirects: 0,
    failOnStatusCode: false,
  })
  answered.push({
    from: `${method} ${path}`,
    text: `${JSON.stringify(answer.headersArray())} ${await answer.text()}`,
  })
  return answer
}

/** A connection of every kind of credential, and what the environment has made; their models. */
async function setUpConnections(api: Call): Promise<[id: string, model: string][]> {
  const made: [string, string][] = [
    ["env-deepseek-signed", "deepseek-chat"],
    ["env-openai", "parrot"],
  ]
  const credentials = [
    { kind: "hmac", apiKey: canary("HMAC_API"), secretKey: canary("HMAC_SECRET") },
    { kind: "bearer", key: canary("BEARER") },
    { kind: "bearer", key: "env:BRACKET_E2E_KEY" },
    { kind: "basic", user: canary("BASIC_USER"), password: canary("BASIC_PASSWORD") },
    {
      kind: "oauth2",
      clientId: "bracket",
      clientSecret: canary("OAUTH_CLIENT"),
      authorizeUrl: `${upstream.url}/oauth2/authorize`,
      tokenUrl: `${upstream.url}/oauth2/token`,
    },
  ]
  for (const [index, credential] of credentials.entries()) {
    const input = inputOf(`Canary ${index}`, credential)
    await api("POST", "/api/connections/test", { input, model: "parrot" })
    const answer = await api("POST", "/api/connections", input)
    expect(answer.status(), await answer.text()).toBe(200)
    made.push([(await answer.json()).connection.id, "parrot"])
  }
  // Refused ones too: what is wrong with an input is said without what stands in it.
  await api(
    "POST",
    "/api/connections",
    inputOf("Broken", { kind: "bearer", key: canary("REFUSED"), more: 1 }, "ftp://x"),
  )
  await api(
    "POST",
    "/api/connections",
    inputOf("In the address", { kind: "none" }, `http://u:${canary("URL")}@127.0.0.1/`),
  )
  return made
}

const inputOf = (name: string, credential: object, baseUrl = `${upstream.url}/v1`) => ({
  name,
  template: "custom",
  dialect: "openai",
  provider: "compatible",
  baseUrl,
  credential,
})

/** One run that the upstream answers in its way; the id of the run. */
async function run(api: Call, connectionId: string, model: string, misdeed: string): Promise<string> {
  const batchId = randomUUID()
  const answer = await api("POST", "/api/batches", {
    batchId,
    kind: "text",
    variants: [
      {
        connectionId,
        model,
        mode: "chat",
        prompt: { kind: "chat", messages: [{ role: "user", content: `${misdeed} please` }] },
        parameters: { max_tokens: 20 },
      },
    ],
    runs: [{ variantIndex: 0 }],
  })
  const finished = parseEvents(await answer.text()).find((event) => event.type === "run.finished")
  expect(finished, `${connectionId} ${misdeed}: ${await answer.text()}`).toBeDefined()
  return `${batchId}.0`
}

async function testAndRotate(api: Call, connections: [string, string][]): Promise<void> {
  for (const [id, model] of connections) {
    await api("POST", `/api/connections/${id}/test`, { model })
    await api("POST", `/api/connections/${id}/test`, { model: "echo-401" })
  }
  const [, , , bearer] = connections
  const rotated = await api("POST", `/api/connections/${bearer?.[0]}/rotate`, {
    credential: { kind: "bearer", key: canary("ROTATED") },
    model: "parrot",
  })
  expect((await rotated.json()).rotated, await rotated.text()).toBe(true)
  await api("POST", "/api/connections/test", {
    id: bearer?.[0],
    input: inputOf("Unsaved", { kind: "bearer", key: canary("UNSAVED") }),
    model: "echo-401",
  })
}

/** Code, presets, and links with what runs have answered: what others get to see. */
async function handOn(
  api: Call,
  page: Page,
  runIds: string[],
  connections: [string, string][],
): Promise<void> {
  const { content } = aPreset
  const columns = connections.slice(0, 12).map(([connectionId, model], index) => ({
    ...content.setup.columns[0],
    id: `c${index}`,
    connectionId,
    model,
  }))
  const setup = { ...content.setup, columns, baselineId: "c0" }
  await api("POST", "/api/presets", { presets: [{ ...aPreset, content: { ...content, setup } }] })
  for (const [connectionId, model] of connections) {
    const prompt = { kind: "chat", messages: [{ role: "user", content: "Hello" }] }
    const variants = [{ connectionId, model, mode: "chat", prompt, parameters: {} }]
    await api("POST", "/api/code", { kind: "text", variants, stream: true })
  }
  const cells = runIds
    .slice(0, 12)
    .map((runId, index) => ({ columnId: `c${index % columns.length}`, rowId: "first", sample: index, runId }))
  const made = await api("POST", "/api/shares", {
    title: "Handed on",
    audience: "link",
    expiresAt: null,
    content: { ...content, setup },
    cells,
  })
  expect(made.status(), await made.text()).toBe(200)
  const path = `/s/${(await made.json()).share.id}`
  const response = await page.goto(`${app.url}${path}`)
  answered.push({ from: path, text: (await response?.text()) ?? "" })
  answered.push({ from: `${path} as it stands`, text: await page.content() })
}

/** Every call that reads, on every run and connection that there is. */
async function readEverything(api: Call, runIds: string[], connections: [string, string][]): Promise<void> {
  for (const { method, path } of routeTable()) {
    if (method !== "GET" || path.includes("[...")) continue
    const ids = /\/(runs|batches|connections)\/\[id\]/.exec(path)?.[1]
    if (ids === undefined) await api("GET", path)
    else if (ids === "connections") for (const [id] of connections) await api("GET", path.replace("[id]", id))
    else
      for (const id of runIds)
        await api("GET", path.replace("[id]", ids === "runs" ? id : id.replace(/\.0$/, "")))
  }
  for (const provider of ["github", "google", "oidc"])
    await api("GET", `/api/auth/callback/${provider}?code=x&state=y`)
  await api("GET", "/api/auth/providers")
}

/** The pages as they are sent, and the files that a comparison is exported as. */
async function visitPages(page: Page, runIds: string[]): Promise<void> {
  for (const path of ["/settings", "/history", `/history/${runIds[2]}`, "/nowhere"]) {
    const response = await page.goto(`${app.url}${path}`)
    answered.push({ from: path, text: (await response?.text()) ?? "" })
  }
  await page.goto(`${app.url}/playground?runs=${runIds.slice(0, 4).join(",")}`)
  await expect(page.getByRole("region", { name: /^Column D/ })).toBeVisible()
  for (const format of ["JSON", "CSV", "Markdown", "Web page (HTML)"]) {
    const waiting = page.waitForEvent("download")
    await page.getByRole("button", { name: "More for all columns" }).click()
    await page.getByRole("menu").getByText(format, { exact: true }).click()
    answered.push({ from: `export ${format}`, text: await readFile(await (await waiting).path(), "utf8") })
  }
  answered.push({ from: "the page as it stands", text: await page.content() })
  answered.push({ from: "storage", text: await page.evaluate(() => JSON.stringify({ ...localStorage })) })
}

function expectNoCanary(text: string, from: string): void {
  for (const [name, secret] of Object.entries(canaries)) {
    if (text.includes(secret)) throw new Error(`${name} is in ${from}: ${around(text, secret)}`)
    const encoded = Buffer.from(secret).toString("base64").slice(0, -4)
    if (text.includes(encoded)) throw new Error(`${name} is in ${from}, in base64`)
  }
}

function around(text: string, secret: string): string {
  const at = text.indexOf(secret)
  return text.slice(Math.max(0, at - 200), at + secret.length + 50)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
}
