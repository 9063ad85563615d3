import OpenAI, { toFile } from "openai"
import sharp from "sharp"
import { describe, expect, test, vi } from "vitest"
import { difference, halfMask, pixelsOf, striped } from "#lib/sandbox/images/images.fixture"
import { credentials, type Running, running } from "#lib/sandbox/running.fixture"

// Pictures are work, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 })

const client = ({ url }: Running): OpenAI =>
  new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: credentials.apiKey, maxRetries: 0 })

const generate = (sandbox: Running, body: object): Promise<Response> =>
  sandbox.post("/openai/v1/images/generations", { prompt: "a city", ...body })

const failure = async (response: Response) => ({ status: response.status, ...(await response.json()).error })

/** Named events and their data, in order. */
async function events(response: Response) {
  const blocks = (await response.text()).split("\n\n").filter(Boolean)
  return blocks.map((block) => {
    const [, name, data] = /^event: (\S+)\ndata: (.+)$/.exec(block) ?? []
    return { name, data: JSON.parse(data ?? "") }
  })
}

describe("new images", () => {
  test("come to OpenAI's own client", async () => {
    const sandbox = await running()
    const answer = await client(sandbox).images.generate({
      model: "gpt-image-2",
      prompt: "a red city",
      n: 2,
      size: "512x512",
      quality: "low",
    })
    expect(answer).toMatchObject({
      size: "512x512",
      quality: "low",
      background: "opaque",
      output_format: "png",
    })
    expect(answer.usage).toMatchObject({
      input_tokens: 3,
      output_tokens: 512,
      input_tokens_details: { text_tokens: 3, image_tokens: 0 },
    })
    const [first, second] = await Promise.all(
      (answer.data ?? []).map(({ b64_json }) => pixelsOf(b64_json ?? "")),
    )
    expect([first?.width, second?.height]).toEqual([512, 512])
    expect(await sandbox.logged()).toMatchObject({
      outcome: "completed",
      model: "gpt-image-2",
      signed: "bearer",
    })
  })

  test("stream in named events without an end mark", async () => {
    const sandbox = await running()
    const body = { model: "gpt-image-2", size: "512x512", stream: true, partial_images: 2 }
    const all = await events(await generate(sandbox, body))
    expect(all.map(({ name }) => name)).toEqual([
      "image_generation.partial_image",
      "image_generation.partial_image",
      "image_generation.completed",
    ])
    expect(all.map(({ data }) => data.type)).toEqual(all.map(({ name }) => name))
    expect(all.map(({ data }) => data.partial_image_index)).toEqual([0, 1, undefined])
    expect(all[2]?.data).toMatchObject({
      size: "512x512",
      background: "opaque",
      usage: { output_tokens: 256 },
    })
    expect((await pixelsOf(all[0]?.data.b64_json)).width).toBe(512)
  })

  test("of dall-e-2 are addresses unless base64 is wanted", async () => {
    const sandbox = await running()
    const { data } = await (await generate(sandbox, { model: "dall-e-2", size: "256x256" })).json()
    expect(Object.keys(data[0])).toEqual(["url"])
    const picture = Buffer.from(await (await fetch(data[0].url)).arrayBuffer())
    expect((await pixelsOf(picture)).width).toBe(256)
    const body = { model: "dall-e-2", size: "256x256", response_format: "b64_json" }
    const inline = await (await generate(sandbox, body)).json()
    expect((await pixelsOf(inline.data[0].b64_json)).height).toBe(256)
  })

  test("can be without a background, and of another format", async () => {
    const sandbox = await running()
    const body = { model: "gpt-image-2", size: "512x512", background: "transparent", output_format: "webp" }
    const answer = await (await generate(sandbox, body)).json()
    expect(answer).toMatchObject({ background: "transparent", output_format: "webp" })
    const picture = sharp(Buffer.from(answer.data[0].b64_json, "base64"))
    expect((await picture.metadata()).format).toBe("webp")
    const { data } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    expect([data[3], data[(256 * 512 + 256) * 4 + 3]]).toEqual([0, 255])
  })
})

describe("edited images", () => {
  test("from a form: what the mask shows clear is made anew, the rest stays", async () => {
    const sandbox = await running()
    const png = await striped(256, 256)
    const answer = await client(sandbox).images.edit({
      model: "dall-e-2",
      prompt: "a red desert",
      image: await toFile(png, "image.png", { type: "image/png" }),
      mask: await toFile(await halfMask(256, 256, "alpha"), "mask.png", { type: "image/png" }),
      size: "256x256",
      response_format: "b64_json",
    })
    const made = await pixelsOf(answer.data?.[0]?.b64_json ?? "")
    const init = await pixelsOf(png)
    expect(difference(made, init, 0, 0.5)).toBe(0)
    expect(difference(made, init, 0.5, 1)).toBeGreaterThan(20)
  })

  test("stream as edits, from several images and from JSON", async () => {
    const sandbox = await running()
    const image_url = `data:image/png;base64,${(await striped(512, 512)).toString("base64")}`
    const fields = { model: "gpt-image-2", prompt: "a sea", size: "512x512" }
    const body = { ...fields, images: [{ image_url }], stream: true, partial_images: 1 }
    const all = await events(await sandbox.post("/openai/v1/images/edits", body))
    expect(all[1]?.data.usage.input_tokens_details).toEqual({ text_tokens: 2, image_tokens: 256 })
    expect(all.map(({ name }) => name)).toEqual(["image_edit.partial_image", "image_edit.completed"])

    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, stream: "true", n: "1" })) form.set(name, value)
    for (const name of ["a", "b"])
      form.append("image[]", new Blob([new Uint8Array(await striped(64, 64))]), `${name}.png`)
    const headers = { Authorization: `Bearer ${credentials.apiKey}` }
    const init = { method: "POST", headers, body: form }
    const response = await fetch(`${sandbox.url}/openai/v1/images/edits`, init)
    expect((await events(response)).map(({ name }) => name)).toEqual(["image_edit.completed"])
  })

  test("need an image, and a mask of its size", async () => {
    const sandbox = await running()
    const edit = (body: object): Promise<Response> =>
      sandbox.post("/openai/v1/images/edits", { model: "gpt-image-1", prompt: "a sea", ...body })
    expect(await failure(await edit({}))).toMatchObject({ status: 400, param: "image" })
    const url = (png: Buffer): object => ({ image_url: `data:image/png;base64,${png.toString("base64")}` })
    const images = [url(await striped(64, 64))]
    const mask = url(await halfMask(32, 32, "alpha"))
    expect(await failure(await edit({ images, mask }))).toMatchObject({ status: 400, param: "mask" })
    const broken = [{ image_url: "data:image/png;base64,bm8gcGljdHVyZQ==" }]
    expect(await failure(await edit({ images: broken }))).toMatchObject({ status: 400, param: "image" })
  })
})

describe("what OpenAI does not take is refused as OpenAI does", () => {
  test.each(["seed", "strength", "steps", "negative_prompt", "response_format"])("%s", async (param) => {
    const sandbox = await running()
    expect(await failure(await generate(sandbox, { model: "gpt-image-1", [param]: 1 }))).toEqual({
      status: 400,
      message: `Unknown parameter: '${param}'.`,
      type: "invalid_request_error",
      code: "unknown_parameter",
      param,
    })
  })

  test.each([
    [{ model: "dall-e-2", stream: true }, "stream"],
    [{ model: "dall-e-9" }, "model"],
    [{ model: "dall-e-2", size: "1536x1024" }, "size"],
    [{ model: "gpt-image-1", size: "512x512" }, "size"],
    [{ model: "gpt-image-2", size: "520x520" }, "size"],
    [{ model: "gpt-image-2", size: "2048x512" }, "size"],
    [{ model: "gpt-image-1", n: 11 }, "n"],
    [{ model: "gpt-image-1", stream: true, partial_images: 4 }, "partial_images"],
    [{ model: "gpt-image-1", background: "transparent", output_format: "jpeg" }, "background"],
    [{ model: "gpt-image-1", prompt: undefined }, "prompt"],
  ])("%j", async (body, param) => {
    const sandbox = await running()
    expect(await failure(await generate(sandbox, body))).toMatchObject({ status: 400, param })
  })

  test("an unknown key", async () => {
    const sandbox = await running()
    const response = await fetch(`${sandbox.url}/openai/v1/models`, {
      headers: { Authorization: "Bearer no" },
    })
    expect(await failure(response)).toMatchObject({ status: 401, code: "invalid_api_key" })
  })
})

test("the models are listed", async () => {
  const sandbox = await running()
  const { data } = await client(sandbox).models.list()
  expect(data.map(({ id }) => id)).toEqual(["gpt-image-1", "gpt-image-2", "dall-e-2"])
})

test("a reader who leaves stops the work", async () => {
  const sandbox = await running({ speed: 0.1 })
  const leave = new AbortController()
  const body = JSON.stringify({ prompt: "a sea", model: "gpt-image-1", stream: true })
  await sandbox.post("/openai/v1/images/generations", body, { signal: leave.signal })
  leave.abort()
  expect(await sandbox.logged()).toMatchObject({ outcome: "client-closed", tokensSent: 0 })
})
