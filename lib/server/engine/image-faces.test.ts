import sharp from "sharp"
import { describe, expect, test, vi } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { credentials, type Running, running } from "#lib/sandbox/running.fixture"
import { type Secret, sealSecret } from "#lib/server/engine/connections/credentials"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { ann, batchOf, follow, images, secrets, setUpEngines, startEngine, store } from "./engine-fixture.ts"

// The three protocols over real HTTP, against a server that was written by their documentation alone.
setUpEngines()
// The first one trains the sandbox's language model too.
vi.setConfig({ testTimeout: 60_000 })

const bearer: Secret = { kind: "bearer", key: credentials.apiKey }
const faces = [
  {
    dialect: "deepseek",
    provider: "sandbox",
    path: "",
    model: "sandbox-image",
    secret: { kind: "hmac", ...credentials } as Secret,
    streams: true,
    seeds: true,
  },
  {
    dialect: "openai",
    provider: "openai",
    path: "/openai/v1",
    model: "gpt-image-2",
    secret: bearer,
    streams: true,
    seeds: false,
  },
  {
    dialect: "openai",
    provider: "compatible",
    path: "/openai/v1",
    model: "dall-e-2",
    secret: bearer,
    streams: false,
    seeds: false,
  },
  {
    dialect: "sdwebui",
    provider: "sdwebui",
    path: "",
    model: "sandbox-image",
    secret: bearer,
    streams: true,
    seeds: true,
  },
]

async function connected(face: Omit<(typeof faces)[number], "streams" | "seeds">, sandbox: Running) {
  const { dialect, provider, path, model, secret } = face
  const row = aConnection({
    id: "images",
    name: "Images",
    dialect,
    provider,
    base_url: sandbox.url + path,
    models: JSON.stringify({ ids: [model], readAt: Date.now() }),
    trust: "operator",
    credential_kind: secret.kind,
    ...sealSecret(secrets, secret, "images"),
  })
  await store.connections.put(row)
}

async function run(more: Partial<Variant>) {
  const engine = await startEngine()
  const variant: Variant = {
    connectionId: "images",
    model: "sandbox-image",
    mode: "image",
    prompt: { kind: "image", text: "a lake at dawn" },
    parameters: {},
    ...more,
  }
  const batch = { ...batchOf(), kind: "image" as const, variants: [variant] }
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  await page.ended
  return page
}

const stored = async (sha256 = "") => sharp((await images.get(ann, sha256))?.bytes).metadata()

describe.each(faces)("$dialect as $provider", (face) => {
  const { model, provider, seeds } = face
  // The older models of OpenAI take squares only.
  const size = model === "dall-e-2" ? "512x512" : provider === "openai" ? "1024x1024" : "768x512"
  const seed: Variant["parameters"] = seeds ? { seed: 11 } : {}

  const strength: Variant["parameters"] = seeds ? { strength: 1 } : {}

  test("makes images from words", async () => {
    // Drawn as fast as it can, an image is there before a preview of it.
    await connected(face, await running({ speed: 1 }))
    const page = await run({ model, parameters: { size, num_images: 2, ...seed } })
    const [made] = page.runs()
    expect(made?.error).toBeUndefined()
    expect(made).toMatchObject({ status: "succeeded", finishReason: "stop" })
    expect(made?.images?.map(({ index, partial }) => [index, partial])).toEqual([
      [0, false],
      [1, false],
    ])
    if (seeds) expect(made?.images?.map((image) => image.seed)).toEqual([11, 12])
    const { width, height } = await stored(made?.images?.[0]?.sha256)
    expect(`${width}x${height}`).toBe(size)
    if (face.streams) expect(page.of("run.image").some(({ partial }) => partial)).toBe(true)
  })

  test("starts from an image, and changes the masked part only", async () => {
    await connected(face, await running())
    const grey = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#888" } })
      .png()
      .toBuffer()
    const right = await sharp({ create: { width: 150, height: 200, channels: 3, background: "white" } })
      .png()
      .toBuffer()
    const half = await sharp({ create: { width: 300, height: 200, channels: 3, background: "black" } })
      .composite([{ input: right, left: 150, top: 0 }])
      .png()
      .toBuffer()
    const [initImage, mask] = [await images.put(ann, grey), await images.put(ann, half)]
    const page = await run({
      model,
      prompt: {
        kind: "image",
        text: "a red city",
        initImage: { sha256: initImage.sha256 },
        mask: mask.sha256,
      },
      parameters: { size, ...seed, ...strength },
    })
    const [made] = page.runs()
    expect(made?.error).toBeUndefined()
    const { bytes } = (await images.get(ann, made?.images?.[0]?.sha256 ?? "")) ?? {}
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const spread = (from: number, to: number) => {
      let most = 0
      for (let y = 0; y < info.height; y += 8)
        for (let x = Math.round(from * info.width); x < to * info.width; x += 8)
          most = Math.max(most, Math.abs((data[(y * info.width + x) * 3] ?? 0) - 0x88))
      return most
    }
    expect(spread(0, 0.4)).toBeLessThan(4)
    expect(spread(0.6, 1)).toBeGreaterThan(20)
  })
})

describe("the sandbox's faults", () => {
  const signed = faces[0] as (typeof faces)[number]
  test.each([
    ["fault-image-url", { status: "succeeded", images: [{ index: 0, partial: false }] }],
    ["fault-image-size", { status: "succeeded", images: [{ width: 256, height: 256 }] }],
    ["fault-image-broken", { status: "failed", error: { code: "upstream_garbage" } }],
    ["fault-image-html", { status: "failed", error: { code: "upstream_garbage" } }],
    ["fault-image-none", { status: "failed", error: { code: "upstream_no_image" } }],
    ["fault-image-cut", { status: "failed", error: { code: "upstream_no_image" }, images: [] }],
    ["fault-image-error", { status: "failed", error: { code: "upstream_stream_error" } }],
  ])("%s ends in a clear state", async (model, state) => {
    await connected(signed, await running())
    const page = await run({ model, parameters: { size: "512x512", steps: 5 } })
    expect(page.runs()[0]).toMatchObject(state)
  })
})
