import { describe, expect, test, vi } from "vitest"
import { difference, halfMask, pixelsOf, striped } from "#lib/sandbox/images/images.fixture"
import { credentials, type Running, running } from "#lib/sandbox/running.fixture"

// Pictures are work, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 })

const basic = (password: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${credentials.apiKey}:${password}`).toString("base64")}`,
})
const headers = basic(credentials.secretKey)

const get = async (sandbox: Running, path: string) => (await fetch(sandbox.url + path, { headers })).json()

const post = (sandbox: Running, path: string, body: object, init: RequestInit = {}): Promise<Response> =>
  fetch(sandbox.url + path, { method: "POST", headers, body: JSON.stringify(body), ...init })

const request = { prompt: "a lake", negative_prompt: "fog", seed: 5, steps: 10, width: 128, height: 128 }
const draw = (sandbox: Running, body: object = {}, init?: RequestInit): Promise<Response> =>
  post(sandbox, "/sdapi/v1/txt2img", { ...request, ...body }, init)

const ofTask = async (sandbox: Running, id: string, body: object = {}) =>
  (await post(sandbox, "/internal/progress", { id_task: id, ...body }, { headers: {} })).json()

/** Asks for a task until it is as wanted. */
async function until(
  sandbox: Running,
  id: string,
  wanted: (progress: Awaited<ReturnType<typeof ofTask>>) => boolean,
) {
  for (;;) {
    const progress = await ofTask(sandbox, id)
    if (wanted(progress)) return progress
  }
}

describe("txt2img", () => {
  test("answers bare base64, and how it was made as JSON in JSON", async () => {
    const sandbox = await running()
    const answer = await (await draw(sandbox, { batch_size: 2, width: 192, cfg_scale: 6.5 })).json()
    expect(answer.images).toHaveLength(2)
    const { width, height } = await pixelsOf(answer.images[0])
    expect([width, height]).toEqual([192, 128])
    expect(answer.parameters).toMatchObject({ prompt: "a lake", seed: 5, denoising_strength: 0.75 })
    const info = JSON.parse(answer.info)
    expect(info).toMatchObject({
      seed: 5,
      all_seeds: [5, 6],
      width: 192,
      height: 128,
      index_of_first_image: 0,
    })
    expect(info.infotexts[1]).toBe(
      "a lake\nNegative prompt: fog\n" +
        "Steps: 10, Sampler: Euler, CFG scale: 6.5, Seed: 6, Size: 192x128, Model: sandbox-image",
    )
    const entry = await sandbox.logged()
    expect(entry).toMatchObject({ outcome: "completed", model: "sandbox-image", signed: "basic" })
  })

  test("is the same for the same seed; -1 is any seed, which is told", async () => {
    const sandbox = await running()
    const any = await (await draw(sandbox, { seed: -1, n_iter: 2 })).json()
    const [first, second] = JSON.parse(any.info).all_seeds
    expect([first >= 0, second]).toEqual([true, first + 1])
    const again = await (await draw(sandbox, { seed: second })).json()
    expect(again.images[0]).toBe(any.images[1])
  })
})

describe("img2img", () => {
  const edit = async (sandbox: Running, body: object) =>
    post(sandbox, "/sdapi/v1/img2img", {
      ...request,
      init_images: [(await striped(128, 128)).toString("base64")],
      ...body,
    })

  test("leaves the init image as far as denoising_strength says", async () => {
    const sandbox = await running()
    const init = await pixelsOf(await striped(128, 128))
    const at = async (denoising_strength: number): Promise<number> => {
      const answer = await (await edit(sandbox, { denoising_strength })).json()
      expect(JSON.parse(answer.info).infotexts[0]).toContain(`Denoising strength: ${denoising_strength}`)
      expect(answer.parameters.init_images).toBeNull()
      return difference(await pixelsOf(answer.images[0]), init)
    }
    const [none, some, all] = [await at(0), await at(0.4), await at(1)]
    expect(none).toBe(0)
    expect(some).toBeGreaterThan(1)
    expect(all).toBeGreaterThan(some + 1)
  })

  test("makes anew what is white in the mask, or what is black when it is inverted", async () => {
    const sandbox = await running()
    const init = await pixelsOf(await striped(128, 128))
    const mask = (await halfMask(128, 128)).toString("base64")
    const masked = await (await edit(sandbox, { mask, mask_blur: 0 })).json()
    expect(difference(await pixelsOf(masked.images[0]), init, 0, 0.5)).toBe(0)
    expect(difference(await pixelsOf(masked.images[0]), init, 0.5, 1)).toBeGreaterThan(5)
    const inverted = await (await edit(sandbox, { mask, mask_blur: 0, inpainting_mask_invert: 1 })).json()
    expect(difference(await pixelsOf(inverted.images[0]), init, 0.5, 1)).toBe(0)
    const blurred = await pixelsOf((await (await edit(sandbox, { mask, mask_blur: 4 })).json()).images[0])
    expect(difference(blurred, init, 0, 0.5)).toBeGreaterThan(0)
    expect(difference(blurred, init, 0, 0.3)).toBe(0)
  })

  test("needs an image that can be read", async () => {
    const sandbox = await running()
    expect((await edit(sandbox, { init_images: [] })).status).toBe(404)
    const missing = await (await edit(sandbox, { init_images: null })).json()
    expect(missing).toEqual({ error: "HTTPException", detail: "Init image not found", body: "", errors: "" })
    expect((await edit(sandbox, { init_images: ["bm8gcGljdHVyZQ=="] })).status).toBe(500)
  })
})

describe("one job at a time", () => {
  test("is told step by step, with previews, while another waits", async () => {
    const sandbox = await running({ speed: 1 })
    const first = draw(sandbox, { steps: 40, force_task_id: "one" })
    await until(sandbox, "one", ({ active }) => active)
    const second = draw(sandbox, { steps: 1, force_task_id: "two" })
    expect(await until(sandbox, "two", ({ queued }) => queued)).toMatchObject({
      active: false,
      completed: false,
    })

    const shown = await until(sandbox, "one", ({ live_preview: preview }) => preview)
    expect(shown.progress).toBeGreaterThan(0)
    expect(shown.eta).toBeGreaterThan(0)
    expect(shown.live_preview).toMatch(/^data:image\/png;base64,/)
    expect((await pixelsOf(shown.live_preview.split(",")[1])).width).toBe(128)
    const id_live_preview = shown.id_live_preview
    const since = await ofTask(sandbox, "one", { id_live_preview })
    expect(since.id_live_preview !== id_live_preview || since.live_preview === null).toBe(true)

    const overall = await get(sandbox, "/sdapi/v1/progress")
    expect(overall.state).toMatchObject({ job_count: 1, job_no: 0, sampling_steps: 40, interrupted: false })
    expect((await pixelsOf(overall.current_image)).width).toBe(128)
    expect((await get(sandbox, "/sdapi/v1/progress?skip_current_image=true")).current_image).toBeNull()

    expect((await first).status).toBe(200)
    expect((await second).status).toBe(200)
    expect(await ofTask(sandbox, "one")).toMatchObject({ active: false, queued: false, completed: true })
    expect(await get(sandbox, "/sdapi/v1/progress")).toMatchObject({ progress: 0, state: { job_count: 0 } })
  })

  test("interrupting it answers what exists, and lets the next one begin", async () => {
    const sandbox = await running({ speed: 0.2 })
    const answer = draw(sandbox, { steps: 150, n_iter: 4, force_task_id: "long" })
    await until(sandbox, "long", ({ progress }) => progress > 0)
    expect(await (await post(sandbox, "/sdapi/v1/interrupt", {})).json()).toEqual({})
    const { images, info } = await (await answer).json()
    expect(images).toHaveLength(1)
    expect(JSON.parse(info).all_seeds).toEqual([5])
    expect((await pixelsOf(images[0])).width).toBe(128)
    expect((await (await draw(sandbox, { steps: 1 })).json()).images).toHaveLength(1)
  })

  test("a client that leaves does not end it", async () => {
    const sandbox = await running({ speed: 1 })
    const leave = new AbortController()
    const left = draw(sandbox, { steps: 30, force_task_id: "left" }, { signal: leave.signal })
    const gone = expect(left).rejects.toThrow()
    await until(sandbox, "left", ({ active }) => active)
    leave.abort()
    await gone
    expect(await ofTask(sandbox, "left")).toMatchObject({ active: true })
    expect(await sandbox.logged()).toMatchObject({ outcome: "client-closed", path: "/sdapi/v1/txt2img" })
    expect(await ofTask(sandbox, "left")).toMatchObject({ completed: true })
  })
})

describe("errors", () => {
  test("fields of a wrong kind: 422 with where", async () => {
    const sandbox = await running()
    const response = await draw(sandbox, { steps: "many" })
    expect(response.status).toBe(422)
    expect((await response.json()).detail[0]).toMatchObject({ loc: ["body", "steps"], type: "type_error" })
  })

  test("what is not there: a sampler, a checkpoint", async () => {
    const sandbox = await running()
    const sampler = await draw(sandbox, { sampler_name: "Nobody" })
    expect([sampler.status, (await sampler.json()).detail]).toEqual([404, "Sampler not found"])
    const checkpoint = await draw(sandbox, { override_settings: { sd_model_checkpoint: "none" } })
    expect(checkpoint.status).toBe(500)
    expect((await checkpoint.json()).errors).toBe("Unknown checkpoint: none")
  })

  test("a wrong password asks for another; a bearer key will do too", async () => {
    const sandbox = await running()
    const path = `${sandbox.url}/sdapi/v1/sd-models`
    const refused = await fetch(path, { headers: basic("wrong") })
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Basic"])
    expect(await refused.json()).toEqual({ detail: "Incorrect username or password" })
    const bearer = { Authorization: `Bearer ${credentials.apiKey}` }
    expect((await fetch(path, { headers: bearer })).status).toBe(200)
  })
})

test("lists its checkpoint and its samplers, and has a few options", async () => {
  const sandbox = await running()
  const [checkpoint] = await get(sandbox, "/sdapi/v1/sd-models")
  expect(checkpoint.model_name).toBe("sandbox-image")
  const samplers = await get(sandbox, "/sdapi/v1/samplers")
  expect(samplers.map(({ name }: { name: string }) => name)).toContain("DPM++ 2M")
  const chosen = { sd_model_checkpoint: checkpoint.title, show_progress_every_n_steps: 2 }
  expect((await post(sandbox, "/sdapi/v1/options", chosen)).status).toBe(200)
  expect(await get(sandbox, "/sdapi/v1/options")).toMatchObject(chosen)
  expect((await post(sandbox, "/sdapi/v1/options", { sd_model_checkpoint: "none" })).status).toBe(500)
})
