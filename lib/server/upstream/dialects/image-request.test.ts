import { describe, expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import type { ProviderId } from "#lib/domain/connection"
import { describeModel } from "#lib/domain/models"
import { describeRequest } from "#lib/server/upstream/describe-request"
import type { UpstreamRun } from "./dialect.ts"
import { createDialects } from "./dialect-of.ts"

const dialectOf = createDialects({ now: () => 0 })
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const mask = Uint8Array.from([1, 2, 3])

type Prompt = Extract<Variant["prompt"], { kind: "image" }>

function requestOf(
  provider: ProviderId,
  { prompt, ...variant }: Partial<Omit<Variant, "prompt">> & { prompt?: Partial<Prompt> },
  more: Partial<UpstreamRun> = {},
) {
  const model = variant.model ?? "m"
  const dialect =
    provider === "sdwebui"
      ? "sdwebui"
      : provider.startsWith("deepseek") || provider === "sandbox"
        ? "deepseek"
        : "openai"
  return dialectOf(dialect).request(
    {
      variant: {
        connectionId: "c",
        model,
        mode: "image",
        parameters: {},
        ...variant,
        prompt: { kind: "image", text: "a city", ...prompt },
      },
      model: describeModel(provider, model),
      sample: 0,
      stream: true,
      ...more,
    },
    { baseUrl: dialect === "openai" ? "https://api.example/v1" : "https://api.example", provider },
  )
}

function jsonOf(...[provider, variant, more]: Parameters<typeof requestOf>) {
  const request = requestOf(provider, variant, more)
  return { path: request.url.pathname, body: JSON.parse(new TextDecoder().decode(request.body)), request }
}

describe("the signed API", () => {
  it("gets prompt and parameters under its own names, and is asked to stream", () => {
    const { path, body, request } = jsonOf("deepseek-signed", {
      model: "deepseek-image",
      prompt: { negative: " watermark,\n text " },
      parameters: { size: "768x512", steps: 30, num_images: 2, seed: 7, strength: 0.5 },
      extra: { style: "ink" },
    })
    expect(path).toBe("/v1/images/generations")
    expect(request.headers.accept).toBe("text/event-stream")
    // Without an init image there is nothing for a strength to act on.
    expect(body).toEqual({
      model: "deepseek-image",
      prompt: "a city --no watermark, text",
      size: "768x512",
      steps: 30,
      num_images: 2,
      seed: 7,
      stream: true,
      partial_images: 4,
      style: "ink",
    })
  })

  it("gets no --no without words for it", () => {
    expect(jsonOf("deepseek-signed", { prompt: { negative: "  " } }).body.prompt).toBe("a city")
  })

  it("gives each sample seeds of its own, however many images it makes", () => {
    const parameters = { seed: 10, num_images: 4 }
    const seeds = [0, 1, 2].map((sample) => jsonOf("sandbox", { parameters }, { sample }).body.seed)
    expect(seeds).toEqual([10, 14, 18])
  })

  it("gets init image, mask and strength", () => {
    const images = { initImage: png, mask }
    expect(jsonOf("sandbox", { parameters: { strength: 0.4 } }, images).body).toMatchObject({
      init_image: "iVBORw0KGgo=",
      mask: "AQID",
      strength: 0.4,
    })
  })
})

describe("OpenAI and its like", () => {
  it("are asked in the words of the model: the newer stream, the older are told to send base64", () => {
    const parameters = { size: "1024x1024", num_images: 2, quality: "low", background: "opaque" }
    const { path, body } = jsonOf("openai", { model: "gpt-image-2", parameters })
    expect(path).toBe("/v1/images/generations")
    expect(body).toEqual({
      model: "gpt-image-2",
      prompt: "a city",
      size: "1024x1024",
      n: 2,
      quality: "low",
      background: "opaque",
      stream: true,
      partial_images: 2,
    })
    const older = { model: "dall-e-3", prompt: "a city", response_format: "b64_json" }
    expect(jsonOf("openai", { model: "dall-e-3" }).body).toEqual(older)
    expect(jsonOf("compatible", { model: "flux" }).body).toEqual({ ...older, model: "flux" })
    expect(jsonOf("compatible", { model: "gpt-image-1" }).body).toEqual({
      model: "gpt-image-1",
      prompt: "a city",
    })
  })

  it("get an image to start from as a file of a form", async () => {
    const run = { model: "gpt-image-2", parameters: { size: "1024x1024", num_images: 3 } }
    const request = requestOf("openai", run, { initImage: png, mask })
    expect(request.url.pathname).toBe("/v1/images/edits")
    const form = await new Response(request.body as Uint8Array<ArrayBuffer>, {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData()
    const texts = [...form.entries()].filter(([, value]) => typeof value === "string")
    expect(Object.fromEntries(texts)).toEqual({
      model: "gpt-image-2",
      prompt: "a city",
      size: "1024x1024",
      n: "3",
      stream: "true",
      partial_images: "2",
    })
    const files = [...form.entries()].filter(([, value]) => typeof value !== "string")
    expect(files.map(([name]) => name)).toEqual(["image[]", "mask"])
    const image = form.get("image[]") as File
    expect(image.type).toBe("image/png")
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(png)
    // The bytes that are signed are those that are sent, each time.
    expect(requestOf("openai", run, { initImage: png, mask }).body).toEqual(request.body)
  })

  it("keeps the form whole when an image holds what looks like its boundary", async () => {
    const type = requestOf("openai", {}, { initImage: png }).headers["content-type"] ?? ""
    const tricky = new TextEncoder().encode(`x\r\n--${type.split("=")[1]}--\r\ny`)
    const request = requestOf("openai", {}, { initImage: tricky })
    const headers = { "content-type": request.headers["content-type"] ?? "" }
    const form = await new Response(request.body as Uint8Array<ArrayBuffer>, { headers }).formData()
    expect(await (form.get("image[]") as File).text()).toBe(new TextDecoder().decode(tricky))
  })
})

describe("Stable Diffusion WebUI", () => {
  it("gets words, settings and the checkpoint for this request only", () => {
    const { path, body } = jsonOf(
      "sdwebui",
      {
        model: "sd_xl",
        prompt: { negative: "text" },
        parameters: {
          size: "768x512",
          steps: 20,
          num_images: 2,
          seed: 5,
          cfg_scale: 7,
          sampler_name: "Euler a",
          strength: 0.3,
          mask_blur: 2,
        },
      },
      { sample: 1, taskId: "bracket-1" },
    )
    expect(path).toBe("/sdapi/v1/txt2img")
    expect(body).toEqual({
      prompt: "a city",
      negative_prompt: "text",
      width: 768,
      height: 512,
      steps: 20,
      batch_size: 2,
      seed: 7,
      cfg_scale: 7,
      sampler_name: "Euler a",
      override_settings: { sd_model_checkpoint: "sd_xl" },
      override_settings_restore_afterwards: true,
      send_images: true,
      save_images: false,
      force_task_id: "bracket-1",
    })
  })

  it("starts from an image, and changes what is masked out of what was there", () => {
    const parameters = { strength: 0.3, mask_blur: 2 }
    const { path, body } = jsonOf("sdwebui", { parameters }, { initImage: png, mask })
    expect(path).toBe("/sdapi/v1/img2img")
    expect(body).toMatchObject({
      init_images: ["iVBORw0KGgo="],
      mask: "AQID",
      mask_blur: 2,
      denoising_strength: 0.3,
      inpainting_fill: 1,
    })
  })

  it("writes no text", () => {
    const request = () => requestOf("sdwebui", { mode: "chat" })
    expect(request).toThrow(expect.objectContaining({ code: "invalid_input", field: "mode" }))
  })
})

describe("in History", () => {
  const large = new Uint8Array(3_000).fill(7)
  const name = /…\(3000 bytes, sha256 [0-9a-f]{64}\)/

  it.each(["sandbox", "sdwebui"] as const)(
    "the pictures of a request to %s are named, not kept",
    (provider) => {
      const { body } = describeRequest(requestOf(provider, {}, { initImage: large, mask: large }))
      expect(body).toMatch(name)
      expect(body.length).toBeLessThan(1000)
      expect(() => JSON.parse(body)).not.toThrow()
    },
  )

  it("a form shows its fields and names its files", () => {
    const request = requestOf(
      "openai",
      { model: "gpt-image-2", prompt: { text: "eine Brücke" } },
      { initImage: large },
    )
    const { body } = describeRequest(request)
    expect(body).toContain('name="prompt"\r\n\r\neine Brücke\r\n')
    expect(body).toContain('name="image[]"; filename="image.png"')
    expect(body).toMatch(name)
    expect(body.length).toBeLessThan(1500)
    expect(body.endsWith("--\r\n")).toBe(true)
  })
})
