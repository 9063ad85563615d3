import fc from "fast-check"
import { expect, test } from "vitest"
import type { Connection, Mode } from "#lib/domain/connection"
import { unknownModel } from "#lib/domain/unknown-model"
import { missingKey, portableSetup, setupWithConnections } from "./portable-setup.ts"
import { anySetup, aSetup } from "./setup.fixture.ts"

const connection = (
  id: string,
  provider: Connection["provider"],
  models: string[],
  modes: Mode[] = ["chat"],
) => ({ id, provider, models: models.map((model) => ({ ...unknownModel(model), modes })) })

const column = (id: string, connectionId: string, model: string) => ({
  id,
  connectionId,
  model,
  parameters: {},
  samples: 1,
})

test("no id of a connection leaves, not even of one that is gone", () => {
  const setup = aSetup({
    columns: [column("a", "c-secret-1", "m"), column("b", "c-gone-2", "m"), column("c", "kind:openai", "m")],
  })
  const portable = portableSetup(setup, [connection("c-secret-1", "deepseek", ["m"])])
  expect(portable.columns.map(({ connectionId }) => connectionId)).toEqual([
    "kind:deepseek",
    "kind:compatible",
    "kind:openai",
  ])
  expect(JSON.stringify(portable)).not.toMatch(/c-secret|c-gone/)
})

test("a receiver's connection of the same kind comes first, then any that offers the model", () => {
  const setup = aSetup({
    columns: [
      column("a", "kind:deepseek", "flash"),
      column("b", "kind:openai", "flash"),
      column("c", "kind:openai", "gone"),
      column("d", "kind:openai", "gone"),
    ],
  })
  const mine = [
    connection("other", "openrouter", ["flash"]),
    connection("ours", "deepseek", ["flash"]),
    connection("pictures", "openai", ["flash", "gone"], ["image"]),
  ]
  const { setup: mapped, missing } = setupWithConnections(setup, mine)
  expect(mapped.columns.map(({ connectionId }) => connectionId)).toEqual([
    "ours",
    "other",
    "kind:openai",
    "kind:openai",
  ])
  expect(missing).toEqual([{ kind: "kind:openai", provider: "openai", model: "gone", columnIds: ["c", "d"] }])
})

test("what the receiver chooses for a missing model goes into all columns that asked for it", () => {
  const setup = aSetup({ columns: [column("a", "kind:openai", "gone"), column("b", "kind:openai", "gone")] })
  const [missing] = setupWithConnections(setup, []).missing
  const key = missing ? missingKey(missing) : ""
  const { setup: mapped, missing: left } = setupWithConnections(setup, [], {
    [key]: { connectionId: "ours", model: "flash" },
  })
  expect(mapped.columns.map(({ connectionId, model }) => [connectionId, model])).toEqual([
    ["ours", "flash"],
    ["ours", "flash"],
  ])
  expect(left).toEqual([])
})

test("who has the same connections gets back what was sent, whatever it holds", () => {
  fc.assert(
    fc.property(anySetup(["sandbox", "ours"]), (setup) => {
      const models = [...new Set(setup.columns.map(({ model }) => model))]
      const mine = [
        connection("sandbox", "sandbox", models, [setup.mode]),
        connection("ours", "deepseek", models, [setup.mode]),
      ]
      expect(setupWithConnections(portableSetup(setup, mine), mine)).toEqual({ setup, missing: [] })
    }),
  )
})
