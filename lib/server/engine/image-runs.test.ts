import type { IncomingMessage, ServerResponse } from "node:http"
import sharp from "sharp"
import { beforeEach, describe, expect, test } from "vitest"
import type { StartBatch, Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { sealSecret } from "#lib/server/engine/connections/credentials"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { createAnswerMemory } from "#lib/server/upstream/answer-memory"
import { httpServer } from "#lib/server/upstream/testing/loopback-server"
import {
  ann,
  batchOf,
  bob,
  follow,
  images,
  secrets,
  setUpEngines,
  startEngine,
  store,
} from "./engine-fixture.ts"

setUpEngines()

const picture = (colour: string, width = 512, height = width): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer()
let red: Buffer
let blue: Buffer
beforeEach(async () => {
  red = await picture("red")
  blue = await picture("blue")
})

interface Call {
  path: string
  headers: IncomingMessage["headers"]
  body: Buffer
  json: () => Record<string, unknown>
  response: ServerResponse
  /** Sends one event of a stream. */
  send: (data: object | string) => void
}

/** A server that answers as told, as a connection "images" of this protocol. */
async function server(
  answer: (call: Call) => void,
  { dialect = "deepseek", provider = "sandbox", path = "" } = {},
) {
  const calls: Call[] = []
  const { port } = await httpServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const call: Call = {
      path: request.url ?? "",
      headers: request.headers,
      body,
      json: () => JSON.parse(body.toString()),
      response,
      send(data) {
        if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" })
        response.write(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`)
      },
    }
    calls.push(call)
    answer(call)
  })
  const base_url = `http://127.0.0.1:${port}${path}`
  const models = JSON.stringify({ ids: ["maker", "dall-e-2"], readAt: Date.now() })
  const sealed = sealSecret(secrets, { kind: "bearer", key: "sk-of-ann-1234" }, "images")
  const row = aConnection({
    id: "images",
    name: "Images",
    dialect,
    provider,
    base_url,
    models,
    trust: "operator",
    credential_kind: "bearer",
    ...sealed,
  })
  await store.connections.put(row)
  return { calls, origin: `http://127.0.0.1:${port}` }
}

const variant = (more: Partial<Variant> = {}): Variant => ({
  connectionId: "images",
  model: "sandbox-image",
  mode: "image",
  prompt: { kind: "image", text: "a lake" },
  parameters: { size: "512x512" },
  ...more,
})

const imageBatch = (variants: Variant[] = [variant()], more: Partial<StartBatch> = {}): StartBatch => ({
  ...batchOf(variants.length),
  kind: "image",
  variants,
  ...more,
})

async function started(batch = imageBatch(), options: Parameters<typeof startEngine>[0] = {}) {
  const engine = await startEngine(options)
  await engine.startBatch(batch, ann)
  return { engine, batch, page: await follow(engine, batch.batchId) }
}

const b64 = (bytes: Buffer): string => bytes.toString("base64")
const progress = (step: number) => ({ type: "image_generation.progress", index: 0, step, steps: 25 })
const partial = (bytes: Buffer) => ({
  type: "image_generation.partial_image",
  partial_image_index: 0,
  index: 0,
  step: 10,
  steps: 25,
  b64_json: b64(bytes),
})
const completed = (bytes: Buffer, index = 0) => ({
  type: "image_generation.completed",
  index,
  seed: 40 + index,
  b64_json: b64(bytes),
})

describe("a run of images", () => {
  test("large answers at the same time wait for each other instead of filling the memory", async () => {
    const { calls } = await server(() => undefined)
    const memory = createAnswerMemory(300_000)
    const { page } = await started(imageBatch([variant(), variant()]), { memory })
    await expect.poll(() => calls.length).toBe(2)
    const [one, two] = calls as [Call, Call]
    const answer = JSON.stringify({ data: [{ b64_json: b64(red) }], rest: "x".repeat(200_000) })
    for (const { response } of calls) response.writeHead(200, { "content-type": "application/json" })
    one.response.write(answer.slice(0, 200_000))
    await expect.poll(() => memory.taken).toBe(200_000)
    two.response.end(answer)
    await expect.poll(() => memory.waiting).toBe(1)
    expect(page.of("run.image")).toEqual([])
    one.response.end(answer.slice(200_000))
    await page.ended
    expect(page.runs().map(({ status }) => status)).toEqual(["succeeded", "succeeded"])
    expect([memory.taken, memory.waiting]).toEqual([0, 0])
  })

  test("shows progress and a preview, keeps its images byte for byte, and ends after that", async () => {
    const { calls } = await server(() => undefined)
    const { page } = await started(imageBatch([variant({ parameters: { size: "512x512", num_images: 2 } })]))
    await expect.poll(() => calls.length).toBe(1)
    const [call] = calls as [Call]
    call.send(progress(1))
    await page.until(() => page.of("run.progress").length > 0)
    call.send(partial(red))
    await page.until(() => page.of("run.image").length === 1)
    expect(page.runs()[0]?.images).toMatchObject([{ index: 0, partial: true, width: 512, height: 512 }])
    call.send(completed(red, 0))
    await page.until(() => page.of("run.image").length === 2)
    const [first] = page.runs()[0]?.images ?? []
    expect((await images.get(ann, first?.sha256 ?? ""))?.bytes).toEqual(red)
    expect(await images.get(bob, first?.sha256 ?? "")).toBeUndefined()
    call.send(completed(blue, 1))
    await page.ended
    const run = page.runs()[0]
    expect(run).toMatchObject({
      status: "succeeded",
      finishReason: "stop",
      cost: 0,
      usage: { outputTokens: 0, estimated: true },
      images: [
        { index: 0, partial: false, seed: 40, width: 512 },
        { index: 1, partial: false, seed: 41 },
      ],
      timing: { tokensPerSecond: null, ttftMs: expect.any(Number) },
      outputSha256: first?.sha256,
    })
    expect(run?.progress).toBeUndefined()
    expect((await store.runs.get(run?.runId ?? ""))?.state.images).toEqual(run?.images)
    expect(page.types().slice(-2)).toEqual(["run.finished", "batch.finished"])
  })

  test("has its size and is recorded without the megabytes of its init image", async () => {
    const { calls } = await server(({ send }) => send(completed(blue)))
    const noise = await sharp({
      create: {
        width: 600,
        height: 400,
        channels: 3,
        background: "red",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    const { sha256 } = await images.put(ann, noise)
    const prompt = { kind: "image", text: "a lake", initImage: { sha256 } } as const
    const parameters = { size: "768x512", strength: 0.5 }
    const { page } = await started(imageBatch([variant({ prompt, parameters })]))
    await page.ended
    const sent = Buffer.from(String(calls[0]?.json().init_image), "base64")
    expect(await sharp(sent).metadata()).toMatchObject({ width: 768, height: 512, format: "png" })
    // What came has another size than was asked for: its own is shown.
    expect(page.runs()[0]?.images).toMatchObject([{ width: 512, height: 512 }])
    const detail = await store.runs.detail(page.runs()[0]?.runId ?? "", ann)
    expect(detail?.request?.body).toContain(`…(${sent.length} bytes, sha256 `)
    expect(detail?.request?.body.length).toBeLessThan(1000)
  })

  test("is tried again before its first sign of life, and never after it", async () => {
    const { calls } = await server((call) => {
      if (calls.length > 1) call.send(progress(1))
      if (calls.length === 1) call.response.writeHead(503, { "retry-after-ms": "1" }).end()
      else call.send({ error: { type: "server_error", message: "out of memory" } })
    })
    const { page } = await started()
    await page.ended
    expect(calls).toHaveLength(2)
    expect(page.runs()[0]).toMatchObject({
      status: "failed",
      error: { code: "upstream_stream_error", params: { detail: "out of memory" } },
      attempts: [{ number: 1 }, { number: 2 }],
    })
  })

  test.each([
    ["nothing but an end mark", ["[DONE]"], "upstream_no_image"],
    ["bytes that are no image", [completed(Buffer.from("This is no picture."))], "upstream_garbage"],
    ["a page in place of an image", [completed(Buffer.from("<html>Sign in</html>"))], "upstream_garbage"],
  ] as const)("fails with a next step for %s", async (_, events, code) => {
    await server(({ send }) => {
      for (const event of events) send(event)
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({
      status: "failed",
      error: { code, hint: expect.stringMatching(/\w/) },
    })
  })

  test("keeps the images beside a broken one", async () => {
    await server(({ send }) => {
      send(completed(Buffer.from("no picture"), 0))
      send(completed(blue, 1))
    })
    const { page } = await started(imageBatch([variant({ parameters: { num_images: 2 } })]))
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "failed", images: [{ index: 1, partial: false }] })
  })

  test("that ends after a preview has failed: the preview is not taken for a result", async () => {
    await server(({ send, response }) => {
      send(partial(red))
      response.end()
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({
      status: "failed",
      error: { code: "upstream_no_image" },
      images: [],
    })
    expect(page.runs()[0]?.outputSha256).toBeUndefined()
  })

  test("that is stopped closes the connection and keeps what had arrived", async () => {
    const { calls } = await server(({ send }) => {
      send(completed(red, 0))
      send({ ...progress(3), index: 1 })
    })
    const { engine, batch, page } = await started(imageBatch([variant({ parameters: { num_images: 2 } })]))
    await page.until(() => page.of("run.progress").length > 0)
    const closed = new Promise((resolve) => calls[0]?.response.once("close", resolve))
    await engine.cancelBatch(batch.batchId, ann)
    await closed
    await page.ended
    expect(page.runs()[0]).toMatchObject({
      status: "cancelled",
      upstreamClosed: true,
      images: [{ index: 0, partial: false }],
    })
  })

  test("whose init image has gone meanwhile says so", async () => {
    const { calls } = await server(({ send }) => send(completed(blue)))
    const { sha256 } = await images.put(ann, red)
    const batch = imageBatch(
      [variant({ prompt: { kind: "image", text: "a", initImage: { sha256 } } }), variant()],
      {
        concurrency: 1,
        runs: [
          { variantIndex: 1, row: 0, sample: 0 },
          { variantIndex: 0, row: 0, sample: 0 },
        ],
      },
    )
    const engine = await startEngine()
    await engine.startBatch(batch, ann)
    await images.discard(ann)
    const page = await follow(engine, batch.batchId)
    await page.ended
    const error = { code: "invalid_input", field: "prompt.initImage" }
    expect(page.runs().find(({ variantIndex }) => variantIndex === 0)).toMatchObject({
      status: "failed",
      error,
    })
    expect(calls.length).toBeLessThanOrEqual(1)
  })
})

describe("the address of an image", () => {
  const whole = (url: string) => JSON.stringify({ created: 1, data: [{ url, seed: 3 }] })

  test("on the upstream's own host is fetched without the key, over a redirect too", async () => {
    const { calls } = await server(({ path, response }) => {
      if (path.startsWith("/moved")) response.writeHead(302, { location: "/there.png" }).end()
      else if (path.startsWith("/there")) response.end(red)
      else response.end(whole("/moved.png?sig=1"))
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "succeeded", images: [{ index: 0, seed: 3, width: 512 }] })
    expect(calls.map(({ path }) => path)).toEqual([
      "/v1/images/generations",
      "/moved.png?sig=1",
      "/there.png",
    ])
    for (const { headers } of calls.slice(1)) expect(headers.authorization).toBeUndefined()
  })

  test.each([
    ["the own network, though an admin owns the connection", "http://10.1.2.3/a.png", "blocked_address"],
    ["a metadata service", "http://169.254.169.254/latest", "blocked_address"],
    ["plain http elsewhere", "http://203.0.113.9/a.png", "blocked_address"],
    ["a file of this machine", "file:///etc/passwd", "upstream_garbage"],
    ["nothing", "/gone.png", "upstream_image_gone"],
    ["a circle", "/circle", "upstream_image_gone"],
    ["the own network, by a redirect", "/inside", "blocked_address"],
  ])("to %s fails", async (_, url, code) => {
    await server(({ path, response }) => {
      if (path === "/circle") response.writeHead(302, { location: "/circle" }).end()
      else if (path === "/inside") response.writeHead(302, { location: "http://10.1.2.3/" }).end()
      else if (path === "/gone.png") response.writeHead(410).end()
      else response.end(whole(url))
    })
    const { page } = await started()
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code } })
    // Not the connection is wrong, but what its server says: that is what the person is told.
    if (code === "blocked_address") expect(page.runs()[0]?.error?.params).toMatchObject({ rule: "image" })
  })
})

describe("a server that does not stream", () => {
  const webUi = { dialect: "sdwebui", provider: "sdwebui" }
  const webUiVariant = (parameters: Variant["parameters"] = { steps: 20 }) =>
    variant({ model: "maker", parameters })
  const result = (...made: Buffer[]) =>
    JSON.stringify({ images: made.map(b64), info: JSON.stringify({ all_seeds: [5, 6] }) })
  const busy = { active: true, queued: false, completed: false, progress: 0.5, eta: 4, id_live_preview: 1 }

  test("is asked how far the task is, until it answers", async () => {
    const { calls } = await server(({ path, response }) => {
      if (path !== "/internal/progress") return
      response.end(JSON.stringify({ ...busy, live_preview: `data:image/png;base64,${b64(blue)}` }))
    }, webUi)
    const { page } = await started(imageBatch([webUiVariant()]))
    await page.until(() => page.runs()[0]?.images?.[0]?.partial === true)
    expect(page.runs()[0]?.progress).toEqual({ step: 10, steps: 20, etaMs: 4000 })
    const sent = calls.find(({ path }) => path === "/sdapi/v1/txt2img")
    const asked = calls.find(({ path }) => path === "/internal/progress")
    expect(asked?.json().id_task).toBe(sent?.json().force_task_id)
    sent?.response.end(result(red))
    await page.ended
    expect(page.runs()[0]).toMatchObject({
      status: "succeeded",
      images: [{ index: 0, partial: false, seed: 5 }],
      timing: { ttftMs: expect.any(Number) },
    })
    expect(calls.map(({ path }) => path)).not.toContain("/sdapi/v1/interrupt")
  })

  test.each([404, 401])("is asked for its one progress where tasks are not known (%d)", async (status) => {
    const { calls } = await server(({ path, response }) => {
      if (path === "/internal/progress") response.writeHead(status).end()
      else if (path.startsWith("/sdapi/v1/progress"))
        response.end(
          JSON.stringify({ progress: 0.25, eta_relative: 1, state: { job_count: 1, sampling_steps: 20 } }),
        )
    }, webUi)
    const { page } = await started(imageBatch([webUiVariant()]))
    await page.until(() => page.runs()[0]?.progress?.step === 5)
    expect(calls.filter(({ path }) => path === "/internal/progress")).toHaveLength(1)
    calls.find(({ path }) => path === "/sdapi/v1/txt2img")?.response.end(result(red))
    await page.ended
    expect(page.runs()[0]?.status).toBe("succeeded")
  })

  test("is told to stop when the run is, for a closed connection does not stop it", async () => {
    const { calls } = await server(({ path, response }) => {
      if (path === "/internal/progress") response.end(JSON.stringify(busy))
      if (path === "/sdapi/v1/interrupt") response.end("{}")
    }, webUi)
    const { engine, batch, page } = await started(imageBatch([webUiVariant()]))
    await page.until(() => page.of("run.progress").length > 0)
    await engine.cancelBatch(batch.batchId, ann)
    await page.ended
    expect(page.runs()[0]).toMatchObject({ status: "cancelled", upstreamClosed: true })
    expect(calls.filter(({ path }) => path === "/sdapi/v1/interrupt")).toHaveLength(1)
    expect(calls.find(({ path }) => path === "/sdapi/v1/txt2img")?.response.destroyed).toBe(true)
  })

  test("is not told to stop while it works on somebody else's image", async () => {
    let asked = 0
    const { calls } = await server(({ path, response }) => {
      if (path !== "/internal/progress") return
      asked += 1
      response.end(JSON.stringify({ active: false, queued: true, completed: false }))
    }, webUi)
    const { engine, batch, page } = await started(imageBatch([webUiVariant()]))
    await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(1)
    await engine.cancelBatch(batch.batchId, ann)
    await page.ended
    expect(page.runs()[0]?.status).toBe("cancelled")
    expect(calls.map(({ path }) => path)).not.toContain("/sdapi/v1/interrupt")
  })

  test("that refuses is not watched any longer, and says why", async () => {
    const { calls } = await server(({ path, response }) => {
      if (path === "/sdapi/v1/txt2img")
        response.writeHead(422).end('{"detail":[{"loc":["body","steps"],"msg":"too many"}]}')
      else response.end(JSON.stringify(busy))
    }, webUi)
    const { page } = await started(imageBatch([webUiVariant()]))
    await page.ended
    expect(page.runs()[0]).toMatchObject({
      status: "failed",
      error: { code: "upstream_bad_request", params: { detail: "steps: too many" } },
    })
    expect(calls).toHaveLength(1)
  })
})

test("OpenAI gets a mask that is transparent where ours is white", async () => {
  const { calls } = await server(
    ({ response }) => response.end(JSON.stringify({ data: [{ b64_json: b64(red) }] })),
    {
      dialect: "openai",
      provider: "compatible",
      path: "/v1",
    },
  )
  const half = await sharp({ create: { width: 512, height: 512, channels: 3, background: "black" } })
    .composite([{ input: await picture("white", 256, 512), left: 256, top: 0 }])
    .png()
    .toBuffer()
  const [init, mask] = [await images.put(ann, red), await images.put(ann, half)]
  const prompt = { kind: "image", text: "a", initImage: { sha256: init.sha256 }, mask: mask.sha256 } as const
  const { page } = await started(imageBatch([variant({ model: "dall-e-2", prompt })]))
  await page.ended
  const headers = { "content-type": calls[0]?.headers["content-type"] ?? "" }
  const form = await new Response(Uint8Array.from(calls[0]?.body ?? []), { headers }).formData()
  const sent = Buffer.from(await (form.get("mask") as File).arrayBuffer())
  const { data, info } = await sharp(sent).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: 512, height: 512, channels: 4 })
  expect([data[3], data[511 * 4 + 3]]).toEqual([255, 0])
})

describe("a batch of images is refused", () => {
  const refused = async (batch: StartBatch) => {
    await server(() => undefined)
    const engine = await startEngine()
    try {
      await engine.startBatch(batch, ann)
      return "accepted"
    } catch (error) {
      if (!(error instanceof BracketError)) throw error
      expect(error.hint).not.toBe("")
      return { code: error.code, field: error.field }
    }
  }
  const hash = "a".repeat(64)

  test.each([
    ["strength", { strength: 2 }, "variants.0.parameters.strength"],
    ["size", { size: "100x9000" }, "variants.0.parameters.size"],
    ["quality", { quality: "low" }, "variants.0.parameters.quality"],
  ])("for a %s that cannot be sent", async (_, parameters, field) => {
    const batch = imageBatch([variant({ parameters: parameters as Variant["parameters"] })])
    expect(await refused(batch)).toEqual({ code: "invalid_input", field })
  })

  test("for a mask of nothing, and for images that are not this person's", async () => {
    const theirs = await images.put(bob, red)
    const mine = await images.put(ann, blue)
    const initImage = (sha256: string) => ({ initImage: { sha256 } })
    const of = (more: object) => imageBatch([variant({ prompt: { kind: "image", text: "a", ...more } })])
    const field = "variants.0.prompt"
    expect(await refused(of({ mask: mine.sha256 }))).toEqual({
      code: "invalid_input",
      field: `${field}.mask`,
    })
    for (const sha256 of [theirs.sha256, hash])
      expect(await refused(of(initImage(sha256)))).toEqual({
        code: "invalid_input",
        field: `${field}.initImage`,
      })
    expect(await refused(of({ ...initImage(mine.sha256), mask: theirs.sha256 }))).toEqual({
      code: "invalid_input",
      field: `${field}.mask`,
    })
    expect(await refused(of(initImage(mine.sha256)))).toBe("accepted")
  })

  test("for variants of text, as a batch of text is for images", async () => {
    const field = "variants.0.mode"
    expect(await refused({ ...batchOf(), kind: "image" })).toEqual({ code: "invalid_input", field })
    expect(await refused(imageBatch([variant()], { kind: "text" }))).toEqual({ code: "invalid_input", field })
  })

  test("for checks, which look at text", async () => {
    const checks = [{ id: "c1", kind: "json" as const }]
    expect(await refused(imageBatch([variant()], { checks }))).toEqual({
      code: "invalid_input",
      field: "checks",
    })
  })
})
