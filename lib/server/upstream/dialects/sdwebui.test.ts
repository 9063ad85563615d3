import { describe, expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { describeModel } from "#lib/domain/models"
import type { UpstreamEvent } from "./dialect.ts"
import { sdwebui } from "./sdwebui.ts"

const dialect = sdwebui({ now: () => 0 })
const b64 = (text: string): string => Buffer.from(text).toString("base64")
const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } })

async function read(response: Response) {
  const events: UpstreamEvent[] = []
  try {
    for await (const event of dialect.events(response)) events.push(event)
  } catch (error) {
    if (!(error instanceof BracketError)) throw error
    return { events, error }
  }
  return { events }
}

function watched(parameters: Variant["parameters"] = { steps: 20 }) {
  const variant: Variant = {
    connectionId: "c",
    model: "m",
    mode: "image",
    prompt: { kind: "image", text: "a" },
    parameters,
  }
  const run = { variant, model: describeModel("sdwebui", "m"), sample: 0, stream: true, taskId: "t-1" }
  const watch = dialect.watch?.(run, { baseUrl: "http://sd.example", provider: "sdwebui" })
  const [task, server] = watch?.ways ?? []
  if (!watch || !task || !server) throw new Error("not watched")
  return { watch, task, server }
}

describe("an answer", () => {
  it("gives the images with the seeds that stand in its text of JSON, without the grid before them", async () => {
    const info = JSON.stringify({ seed: 5, all_seeds: [5, 6], index_of_first_image: 1 })
    expect(
      (await read(json({ images: [b64("grid"), b64("a"), b64("b")], parameters: {}, info }))).events,
    ).toEqual([
      { type: "image", index: 0, partial: false, seed: 5, bytes: Buffer.from("a") },
      { type: "image", index: 1, partial: false, seed: 6, bytes: Buffer.from("b") },
      { type: "finish", reason: "stop" },
    ])
  })

  it("gives images without seeds when that text cannot be read", async () => {
    const said = await read(json({ images: [`data:image/png;base64,${b64("a")}`], info: "{broken" }))
    expect(said.events[0]).toEqual({ type: "image", index: 0, partial: false, bytes: Buffer.from("a") })
  })

  it("without images, or with something else in their place, says so", async () => {
    for (const body of [{ images: [], info: "{}" }, { hello: 1 }])
      expect((await read(json(body))).error?.code).toBe("upstream_no_image")
    expect((await read(new Response(""))).error?.code).toBe("upstream_no_image")
    expect((await read(json({ images: ["%%%"] }))).error?.code).toBe("upstream_garbage")
    expect((await read(new Response("<html>Gradio</html>"))).error?.code).toBe("upstream_garbage")
  })

  it.each([
    [
      500,
      { error: "OutOfMemoryError", detail: "", body: "", errors: "CUDA out of memory" },
      "OutOfMemoryError: CUDA out of memory",
    ],
    [404, { error: "HTTPException", detail: "Sampler not found", body: "", errors: "" }, "Sampler not found"],
    [400, { detail: "Sampler not found" }, "Sampler not found"],
    [
      422,
      { detail: [{ loc: ["body", "steps"], msg: "value is not a valid integer", type: "t" }] },
      "steps: value is not a valid integer",
    ],
  ])("of status %d is told in the server's words", async (status, body, words) => {
    expect((await read(json(body, status))).error?.params?.detail).toBe(words)
  })
})

describe("progress", () => {
  it("is asked for by the task's name, and each preview comes once", async () => {
    const { task } = watched()
    const body = () => JSON.parse(new TextDecoder().decode(task.request().body))
    expect(task.request().url.href).toBe("http://sd.example/internal/progress")
    expect(body()).toEqual({ id_task: "t-1", id_live_preview: -1, live_preview: true })
    const said = {
      active: true,
      queued: false,
      completed: false,
      progress: 0.26,
      eta: 12.5,
      id_live_preview: 3,
    }
    const live_preview = `data:image/png;base64,${b64("half")}`
    expect(await task.read(json({ ...said, live_preview }))).toEqual([
      { type: "progress", step: 5, steps: 20, etaMs: 12_500 },
      { type: "image", index: 0, partial: true, bytes: Buffer.from("half") },
    ])
    expect(body().id_live_preview).toBe(3)
  })

  it("of whatever the server works on is clamped; when idle there is none", async () => {
    const { server } = watched({})
    expect(server.request().url.href).toBe("http://sd.example/sdapi/v1/progress?skip_current_image=false")
    const state = { job_count: -1, sampling_step: 0, sampling_steps: 0 }
    expect(await server.read(json({ progress: -0.01, eta_relative: -3, state }))).toEqual([
      { type: "progress", step: 0, steps: 100 },
    ])
    const working = { job_count: 1, sampling_steps: 30 }
    expect(await server.read(json({ progress: 1.4, state: working, current_image: null }))).toEqual([
      { type: "progress", step: 30, steps: 30 },
    ])
    expect(await server.read(json({ progress: 0, state: { job_count: 0 } }))).toEqual([])
    expect(await server.read(new Response("<html>"))).toEqual([])
  })

  it("tells a task that waits: to interrupt then would stop somebody else's", async () => {
    const { watch, task } = watched()
    expect(watch.interrupt()?.url.pathname).toBe("/sdapi/v1/interrupt")
    expect(await task.read(json({ active: false, queued: true, completed: false }))).toEqual([])
    expect(watch.interrupt()).toBeUndefined()
    await task.read(json({ active: true, queued: true, completed: false, progress: 0 }))
    expect(watch.interrupt()?.method).toBe("POST")
  })
})
