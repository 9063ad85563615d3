import { describe, expect, test, vi } from "vitest"
import { imageFaultModels } from "#lib/domain/models"
import { pixelsOf } from "#lib/sandbox/images/images.fixture"
import { payloads, type Running, running } from "#lib/sandbox/running.fixture"
import { imageFaults } from "./faults.ts"

// Pictures are work, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 })

const ask = (sandbox: Running, model: string, body: object = {}): Promise<Response> =>
  sandbox.post("/v1/images/generations", { model, prompt: "a city", seed: 1, steps: 4, ...body })

/** The images of a whole answer, and of a stream. */
async function images(sandbox: Running, model: string, body: object = {}) {
  const whole = (await (await ask(sandbox, model, body)).json()).data
  const all = await payloads(await ask(sandbox, model, { stream: true, ...body }))
  expect(all.pop()).toBe("[DONE]")
  const streamed = all
    .map((event) => JSON.parse(event))
    .filter(({ type }) => type === "image_generation.completed")
  return [whole, streamed]
}

test("every image fault model of the domain has a behaviour", () => {
  expect(Object.keys(imageFaults).sort()).toEqual([...imageFaultModels].sort())
})

describe("a picture that is none, or not the one asked for", () => {
  test("fault-image-url answers the address of a PNG, for some minutes", async () => {
    let now = 1_700_000_000_000
    const sandbox = await running({ now: () => now })
    for (const [image] of await images(sandbox, "fault-image-url")) {
      expect(image).toMatchObject({ seed: 1 })
      expect(image).not.toHaveProperty("b64_json")
      const picture = await fetch(image.url)
      expect(picture.headers.get("content-type")).toBe("image/png")
      expect((await pixelsOf(Buffer.from(await picture.arrayBuffer()))).width).toBe(512)
    }
    const { data } = await (await ask(sandbox, "fault-image-url")).json()
    now += 400_000
    expect((await fetch(data[0].url)).status).toBe(404)
  })

  test("fault-image-broken answers what is no base64, or of no picture", async () => {
    const sandbox = await running()
    for (const [first, second] of await images(sandbox, "fault-image-broken", { num_images: 2 })) {
      expect(first.b64_json).toMatch(/[^A-Za-z0-9+/=]/)
      expect(Buffer.from(second.b64_json, "base64").toString("base64")).toBe(second.b64_json)
      await expect(pixelsOf(second.b64_json)).rejects.toThrow()
    }
    expect(await sandbox.logged()).toMatchObject({ outcome: "faulted" })
  })

  test("fault-image-html answers a page", async () => {
    const sandbox = await running()
    for (const [image] of await images(sandbox, "fault-image-html"))
      expect(Buffer.from(image.b64_json, "base64").toString()).toMatch(/^<!doctype html>/)
  })

  test("fault-image-size answers a picture of half the size", async () => {
    const sandbox = await running()
    for (const [image] of await images(sandbox, "fault-image-size", { size: "640x512" })) {
      const { width, height } = await pixelsOf(image.b64_json)
      expect([width, height]).toEqual([320, 256])
    }
  })

  test("fault-image-none answers none", async () => {
    const sandbox = await running()
    expect(await images(sandbox, "fault-image-none")).toEqual([[], []])
  })
})

describe("a stream that goes wrong after its previews", () => {
  test.each([{}, { partial_images: 0 }])("fault-image-cut just ends (%j)", async (body) => {
    const sandbox = await running()
    const all = await payloads(await ask(sandbox, "fault-image-cut", { stream: true, ...body }))
    const types = all.map((event) => JSON.parse(event).type)
    expect(types).toContain("image_generation.partial_image")
    expect(types).not.toContain("image_generation.completed")
    expect(await sandbox.logged()).toMatchObject({ outcome: "faulted", status: 200 })
  })

  test("fault-image-error says that it failed", async () => {
    const sandbox = await running()
    const all = await payloads(await ask(sandbox, "fault-image-error", { stream: true }))
    expect(all.at(-1)).toBe("[DONE]")
    expect(JSON.parse(all.at(-2) ?? "").error.code).toBe("server_error")
    expect(all.some((event) => event.includes("partial_image_index"))).toBe(true)
    expect(all.some((event) => event.includes("completed"))).toBe(false)
  })

  test("without a stream the JSON is cut, or an error", async () => {
    const sandbox = await running()
    await expect((await ask(sandbox, "fault-image-cut")).json()).rejects.toThrow()
    expect(await (await ask(sandbox, "fault-image-error")).json()).toHaveProperty("error.code")
  })
})

test("fault-image-slow answers as a healthy model does, later", async () => {
  const sandbox = await running()
  expect(await images(sandbox, "fault-image-slow")).toEqual(await images(sandbox, "sandbox-image"))
})
