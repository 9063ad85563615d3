import { describe, expect, test, vi } from "vitest"
import { difference, halfMask, pixelsOf, striped } from "#lib/sandbox/images/images.fixture"
import { credentials, payloads, type Running, running, signedHeaders } from "#lib/sandbox/running.fixture"

// Pictures are work, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 })

const path = "/v1/images/generations"
const request = { model: "sandbox-image", prompt: "a city at dawn", seed: 7, steps: 8 }

const ask = (sandbox: Running, body: object = {}, init?: RequestInit): Promise<Response> =>
  sandbox.post(path, { ...request, ...body }, init)

async function events(response: Response) {
  const all = await payloads(response)
  expect(all.pop()).toBe("[DONE]")
  return all.map((event) => JSON.parse(event))
}

describe("a whole answer", () => {
  test("has as many images as asked for, each with its seed, and the usage", async () => {
    const sandbox = await running()
    const answer = await (await ask(sandbox, { num_images: 2, size: "640x512" })).json()
    expect(answer.created).toBeGreaterThan(1_700_000_000)
    expect(answer.data.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8])
    expect(answer.usage).toEqual({ input_tokens: 4, output_tokens: 640, total_tokens: 644 })
    const [first, second] = await Promise.all(
      answer.data.map(({ b64_json }: { b64_json: string }) => pixelsOf(b64_json)),
    )
    expect([first.width, first.height]).toEqual([640, 512])
    expect(difference(first, second)).toBeGreaterThan(1)
    expect(await sandbox.logged()).toMatchObject({
      outcome: "completed",
      model: "sandbox-image",
      path,
      tokensSent: 640,
    })
  })

  test("is the same for the same request, and without a seed tells the one that makes it again", async () => {
    const sandbox = await running()
    const one = (await (await ask(sandbox, { seed: undefined })).json()).data[0]
    const again = (await (await ask(sandbox, { seed: one.seed })).json()).data[0]
    expect(again).toEqual(one)
    const other = (await (await ask(sandbox, { seed: undefined })).json()).data[0]
    expect(other.seed).not.toBe(one.seed)
  })

  test("width and height say the same as size", async () => {
    const sandbox = await running()
    const one = await (await ask(sandbox, { width: 600, height: 520 })).json()
    const other = await (await ask(sandbox, { size: "600x520" })).json()
    expect(one.data).toEqual(other.data)
  })

  test("negative words at the prompt's end are no part of the prompt", async () => {
    const sandbox = await running()
    const data = async (prompt: string): Promise<string> =>
      (await (await ask(sandbox, { prompt })).json()).data[0].b64_json
    const redness = async (prompt: string): Promise<number> => {
      const { data: bytes } = await pixelsOf(await data(prompt))
      let sum = 0
      for (let at = 0; at < bytes.length; at += 3)
        sum += (bytes[at] as number) - ((bytes[at + 1] as number) + (bytes[at + 2] as number)) / 2
      return sum / (bytes.length / 3)
    }
    const asked = await redness("red dunes at sunset")
    expect(await redness("red dunes at sunset --no red, blur")).toBeLessThan(asked - 30)
  })
})

describe("an init image", () => {
  test("comes back as it was at strength 0, as base64 or as a data URL", async () => {
    const sandbox = await running()
    const png = await striped(512, 512)
    const base64 = png.toString("base64")
    for (const init_image of [base64, `data:image/png;base64,${base64}`]) {
      const answer = await (await ask(sandbox, { init_image, strength: 0 })).json()
      expect(difference(await pixelsOf(answer.data[0].b64_json), await pixelsOf(png))).toBe(0)
    }
  })

  test("is left in part by default, and kept where the mask is black", async () => {
    const sandbox = await running()
    const png = await striped(512, 512)
    const init_image = png.toString("base64")
    const mask = (await halfMask(512, 512)).toString("base64")
    const init = await pixelsOf(png)
    const made = await pixelsOf((await (await ask(sandbox, { init_image })).json()).data[0].b64_json)
    expect(difference(made, init)).toBeGreaterThan(10)
    const masked = await pixelsOf((await (await ask(sandbox, { init_image, mask })).json()).data[0].b64_json)
    expect(difference(masked, init, 0, 0.5)).toBe(0)
    expect(difference(masked, made, 0.5, 1)).toBe(0)
  })

  test("of more than a text's body is taken", async () => {
    const sandbox = await running()
    const noise = Buffer.from(Uint8Array.from({ length: 1_500_000 }, (_, at) => (at * at * 31) >> 7))
    const init_image = noise.toString("base64")
    // It arrives, and is then found to be no picture.
    const response = await ask(sandbox, { init_image })
    expect([response.status, (await response.json()).error.param]).toEqual([400, "init_image"])
  })
})

describe("a stream", () => {
  test("tells every step, shows previews, and ends with each image", async () => {
    const sandbox = await running()
    const response = await ask(sandbox, { stream: true, num_images: 2, partial_images: 3 })
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/)
    const all = await events(response)
    for (const index of [0, 1]) {
      const own = all.filter((event) => event.index === index)
      expect(own.slice(0, -1).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      const partial = own.filter(({ type }) => type === "image_generation.partial_image")
      expect(partial.map(({ partial_image_index: number, step, steps }) => [number, step, steps])).toEqual([
        [0, 2, 8],
        [1, 4, 8],
        [2, 6, 8],
      ])
      const last = own.at(-1)
      expect(last).toMatchObject({ type: "image_generation.completed", seed: 7 + index })
      const end = await pixelsOf(last.b64_json)
      const distances = await Promise.all(
        partial.map(async ({ b64_json }) => difference(await pixelsOf(b64_json), end)),
      )
      expect(distances).toEqual([...distances].sort((one, other) => other - one))
      const progress = own.find(({ type }) => type === "image_generation.progress")
      expect(progress).toEqual({ type: "image_generation.progress", index, step: 1, steps: 8 })
      expect("usage" in last).toBe(index === 1)
    }
  })

  test("ends with the image of the whole answer, with two previews unless told otherwise", async () => {
    const sandbox = await running()
    const all = await events(await ask(sandbox, { stream: true }))
    expect(all.filter(({ type }) => type === "image_generation.partial_image")).toHaveLength(2)
    const whole = await (await ask(sandbox)).json()
    expect(all.at(-1)).toMatchObject({ ...whole.data[0], usage: whole.usage })
    const none = await events(await ask(sandbox, { stream: true, partial_images: 0 }))
    expect(none.some(({ type }) => type === "image_generation.partial_image")).toBe(false)
  })
})

describe("a reader who leaves", () => {
  test.each([true, false])("stops the work (stream: %s)", async (stream) => {
    const sandbox = await running({ speed: 1 })
    const leave = new AbortController()
    const headers = { Authorization: `Bearer ${credentials.apiKey}` }
    const body = { model: "fault-image-slow", stream, steps: 50 }
    const response = await ask(sandbox, body, { signal: leave.signal, method: "POST", headers })
    if (stream) await response.body?.getReader().read()
    leave.abort()
    expect(await sandbox.logged()).toMatchObject({
      outcome: "client-closed",
      model: "fault-image-slow",
      tokensSent: 0,
    })
  })
})

describe("bad requests", () => {
  test.each([
    [{ prompt: undefined }, "prompt"],
    [{ prompt: "" }, "prompt"],
    [{ size: "big" }, "size"],
    [{ size: "256x512" }, "size"],
    [{ size: "512x2049" }, "size"],
    [{ size: "512x512", width: 600 }, "size"],
    [{ width: 100 }, "width"],
    [{ height: 3000 }, "height"],
    [{ steps: 0 }, "steps"],
    [{ steps: 51 }, "steps"],
    [{ strength: 1.1 }, "strength"],
    [{ num_images: 9 }, "num_images"],
    [{ partial_images: 5 }, "partial_images"],
    [{ seed: 1.5 }, "seed"],
    [{ init_image: "%%%" }, "init_image"],
    [{ init_image: "bm8gcGljdHVyZQ==" }, "init_image"],
    [{ mask: "bm8gcGljdHVyZQ==" }, "mask"],
    [{ model: "sandbox-small" }, "model"],
    [{ model: "fault-500" }, "model"],
  ])("%j: 400 that names it", async (body, param) => {
    const sandbox = await running()
    const response = await ask(sandbox, body)
    const { error } = await response.json()
    expect([response.status, error.param]).toEqual([400, param])
    expect(await sandbox.logged()).toMatchObject({ outcome: "refused", status: 400 })
  })

  test("an image model where texts are written says where it belongs", async () => {
    const sandbox = await running()
    const { error } = await (await sandbox.chat({ model: "sandbox-image" })).json()
    expect(error).toMatchObject({ code: "invalid_value", param: "model" })
    expect(error.message).toContain("/v1/images/generations")
  })
})

test("requests are signed like the others, and counted", async () => {
  const sandbox = await running({ limits: { requestsPerMinute: 1 } })
  const body = JSON.stringify(request)
  const now = Math.floor(Date.now() / 1000)
  const bad = await sandbox.post(path, body, { headers: signedHeaders("POST", path, body, now, "wrong") })
  expect(bad.status).toBe(401)
  const good = await sandbox.post(path, body, { headers: signedHeaders("POST", path, body, now) })
  expect(good.status).toBe(200)
  expect((await ask(sandbox)).status).toBe(429)
})

test("the image models are listed", async () => {
  const sandbox = await running()
  const headers = { Authorization: `Bearer ${credentials.apiKey}` }
  const { data } = await (await fetch(`${sandbox.url}/v1/models`, { headers })).json()
  const ids = data.map(({ id }: { id: string }) => id)
  expect(ids).toEqual(expect.arrayContaining(["sandbox-image", "fault-image-cut"]))
})
