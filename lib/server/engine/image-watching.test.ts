import sharp from "sharp"
import { describe, expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { ann, images } from "./engine-fixture.ts"
import {
  b64,
  blue,
  imageBatch,
  picture,
  red,
  server,
  setUpImages,
  started,
  variant,
} from "./image-server.fixture.ts"

setUpImages()

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
