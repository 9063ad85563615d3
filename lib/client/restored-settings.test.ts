import { expect, test } from "vitest"
import type { Connection } from "#lib/domain/connection"
import type { ImageSettings } from "#lib/domain/image-settings"
import { unknownModel } from "#lib/domain/unknown-model"
import { restorable } from "./carried-settings.ts"
import { restoredSettings } from "./restored-settings.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { type Column, emptyWorkspace, newColumn, type Workspace } from "./workspace.ts"

const forge: Connection = {
  ...sandbox,
  id: "forge",
  name: "Forge",
  dialect: "sdwebui",
  provider: "sdwebui",
  models: [{ ...unknownModel("v1-5"), modes: ["image"] }],
}
const openai: Connection = {
  ...forge,
  id: "openai",
  name: "OpenAI",
  dialect: "openai",
  provider: "openai",
  models: forge.models.map((model) => ({ ...model, id: "gpt-image-1" })),
}
const connections = [sandbox, forge, openai]

const column = (id: string, connectionId: string, model: string): Column => ({
  ...newColumn(id),
  connectionId,
  model,
})
const [a, b] = [column("a", "sandbox", "sandbox-image"), column("b", "forge", "v1-5")]
const workspace: Workspace = {
  ...emptyWorkspace(),
  mode: "image",
  promptText: "a cat",
  negative: "dogs",
  columns: [{ ...a, prompt: "its own" }, b],
  baselineId: "a",
}
const ours: ImageSettings = {
  version: 1,
  prompt: "a {{red}} lighthouse",
  negative: "people",
  connectionName: "Forge",
  model: "v1-5",
  parameters: { size: "768x512", steps: 30, sampler_name: "Euler a", num_images: 2 },
  seed: 42,
  hasInitImage: false,
  hasMask: false,
  width: 768,
  height: 512,
}

function restore(
  settings: Partial<ImageSettings>,
  what: Parameters<typeof restoredSettings>[3],
  on = workspace,
) {
  const { edit, skipped } = restoredSettings(settings, on, connections, what)
  return { next: { ...on, ...edit(on) } as Workspace, skipped }
}
const settingsOf = ({ columns }: Workspace, id: string) =>
  columns.find((one) => one.id === id)?.parameters ?? {}

test("a picture of ours comes back whole, in the baseline column: words, model and settings", () => {
  const { next, skipped } = restore(ours, "all")
  expect(skipped).toEqual([])
  expect(next).toMatchObject({ promptText: "a \\{{red}} lighthouse", negative: "people" })
  expect(next.columns[0]).toMatchObject({ id: "a", connectionId: "forge", model: "v1-5" })
  expect(next.columns[0]?.prompt).toBeUndefined()
  expect(settingsOf(next, "a")).toMatchObject({
    seed: { on: true, value: 42 },
    size: { on: true, value: "768x512" },
    steps: { on: true, value: 30 },
    sampler_name: { on: true, value: "Euler a" },
    // It was not sent then: sent now, it would make another picture.
    strength: { on: false },
  })
  expect(next.columns[1]).toBe(workspace.columns[1])
})

test("what another tool does not say stays as it is", () => {
  const { next } = restore({ prompt: "a tree", parameters: { steps: 12 } }, "all")
  expect(settingsOf(next, "a")).toMatchObject({
    steps: { value: 12 },
    size: { on: true },
    strength: { on: true },
  })
})

test("words that were to be left out then, and not now, do not linger", () => {
  expect(restore({ ...ours, negative: undefined }, "all").next.negative).toBeUndefined()
})

test("a model and a sampler that are not there are named and skipped; the rest comes back", () => {
  const { next, skipped } = restore(
    { ...ours, model: "dreamy-xl", parameters: { ...ours.parameters, sampler_name: "Restart", eta: 1 } },
    "all",
    { ...workspace, baselineId: "b" },
  )
  expect(skipped).toMatchObject([
    { what: "model", name: "dreamy-xl" },
    {
      what: "parameter",
      problem: { name: "sampler_name", problem: "not_a_choice" },
      value: "Restart",
      column: "B",
    },
    { what: "parameter", problem: { name: "eta", problem: "unknown" }, value: "1" },
  ])
  expect(next.columns[1]).toMatchObject({ model: "v1-5", parameters: { seed: { value: 42 } } })
})

test("whoever has no negative words is told that they are not sent", () => {
  const plain = { ...workspace, columns: [column("a", "openai", "gpt-image-1")] }
  const { next, skipped } = restore({ prompt: "a tree", negative: "people" }, "all", plain)
  expect(skipped).toContainEqual({ what: "negative" })
  expect(next.negative).toBeUndefined()
})

test("the image that it started from is not in the file: that is said", () => {
  expect(restore({ ...ours, hasInitImage: true, hasMask: true }, "all").skipped).toEqual([
    { what: "initImage" },
    { what: "mask" },
  ])
})

test("the seed alone goes into every column that takes one, and nothing else changes", () => {
  const { next, skipped } = restore(ours, "seed", {
    ...workspace,
    columns: [...workspace.columns, column("c", "openai", "gpt-image-1")],
  })
  expect(settingsOf(next, "a").seed).toEqual({ on: true, value: 42 })
  expect(settingsOf(next, "b").seed).toEqual({ on: true, value: 42 })
  expect(skipped).toMatchObject([{ problem: { name: "seed", problem: "not_taken" }, column: "C" }])
  expect(next).toMatchObject({ promptText: "a cat", negative: "dogs" })
})

test("a size that cannot be made is skipped, whatever some file says", () => {
  const { next, skipped } = restore({ width: 99_999, height: 3 }, "size")
  expect(skipped).toHaveLength(2)
  expect(settingsOf(next, "a").size).toEqual(settingsOf(workspace, "a").size)
})

test("the prompt alone leaves the settings, and negative words that the file has none for", () => {
  const { next } = restore({ prompt: "a tree" }, "prompt")
  expect(next).toMatchObject({ promptText: "a tree", negative: "dogs" })
  expect(settingsOf(next, "a")).toEqual(settingsOf(workspace, "a"))
})

test("only what is there is offered", () => {
  expect(restorable(ours)).toEqual(["all", "prompt", "seed", "size"])
  expect(restorable({ prompt: "a tree" })).toEqual(["all", "prompt"])
  expect(restorable({ prompt: "", parameters: {} })).toEqual([])
})
