import sharp from "sharp"
import { describe, expect, test } from "vitest"
import type { StartBatch, Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { createAnswerMemory } from "#lib/server/upstream/answer-memory"
import { ann, batchOf, bob, follow, images, startEngine, store } from "./engine-fixture.ts"
import {
  b64,
  blue,
  type Call,
  completed,
  imageBatch,
  partial,
  progress,
  red,
  server,
  setUpImages,
  started,
  variant,
} from "./image-server.fixture.ts"

setUpImages()

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
