import { describe, expect, test } from "vitest"
import type { Connection, ProviderId } from "#lib/domain/connection"
import { knownModels } from "#lib/domain/models"
import { obstaclesOf, sentParameters, targetOf, variantOf, workspaceParts } from "./variant.ts"
import { type Column, emptyWorkspace, type Workspace } from "./workspace.ts"
import { setParameter, switchParameter } from "./workspace-edits.ts"

const connection = (provider: ProviderId): Connection => ({
  id: provider,
  name: provider,
  dialect: provider === "deepseek" || provider === "openai" ? "openai" : "deepseek",
  provider,
  host: "example.com",
  credential: { kind: "none" },
  models: knownModels(provider),
})
const connections = [connection("sandbox"), connection("deepseek")]

function workspaceWith(change: Partial<Workspace> = {}): Workspace {
  return { ...emptyWorkspace(), turns: [{ id: "a", role: "user", text: "Hello" }], ...change }
}
function columnOf(workspace: Workspace): Column {
  const [column] = workspace.columns
  if (!column) throw new Error("a workspace has a column")
  return column
}
const variantIn = (workspace: Workspace) => variantOf(workspace, columnOf(workspace), connections)

describe("variantOf", () => {
  test("a first visit sends temperature, top_p and max_tokens, and no stop", () => {
    expect(variantIn(workspaceWith())).toEqual({
      connectionId: "sandbox",
      model: "sandbox-small",
      mode: "chat",
      prompt: { kind: "chat", messages: [{ role: "user", content: "Hello" }] },
      parameters: { temperature: 0.7, top_p: 0.9, max_tokens: 512 },
    })
  })

  test("what is switched off is not sent, and keeps its value", () => {
    const workspace = workspaceWith()
    const off = { ...workspace, ...switchParameter("first", "temperature", false, 0.7)(workspace) }
    expect(variantIn(off)?.parameters).not.toHaveProperty("temperature")
    expect(columnOf(off).parameters.temperature).toEqual({ on: false, value: 0.7 })
  })

  test("what the model does not take is not sent", () => {
    const workspace = workspaceWith()
    const withMinP = { ...workspace, ...setParameter("first", "min_p", 0.1)(workspace) }
    expect(variantIn(withMinP)?.parameters).toHaveProperty("min_p", 0.1)
    const elsewhere = {
      ...withMinP,
      columns: [{ ...columnOf(withMinP), connectionId: "deepseek", model: "deepseek-flash" }],
    }
    expect(variantIn(elsewhere)?.parameters).toEqual({
      temperature: 0.7,
      top_p: 0.9,
      max_tokens: 512,
      thinking: true,
    })
  })

  test("an empty list of stop sequences is not sent", () => {
    const workspace = workspaceWith()
    const column = columnOf({ ...workspace, ...setParameter("first", "stop", [])(workspace) })
    const target = targetOf("chat", column, connections)
    expect(target && sentParameters(column, target)).not.toHaveProperty("stop")
  })

  test("the system message comes first; empty messages are left out", () => {
    const variant = variantIn(
      workspaceWith({
        system: "Be brief.",
        turns: [
          { id: "a", role: "user", text: "Hi" },
          { id: "b", role: "assistant", text: " " },
          { id: "c", role: "user", text: "Again" },
        ],
      }),
    )
    expect(variant?.prompt).toEqual({
      kind: "chat",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Hi" },
        { role: "user", content: "Again" },
      ],
    })
  })

  test("raw text is sent as it is, spaces and all", () => {
    expect(variantIn(workspaceWith({ mode: "completion", promptText: " Once\n" }))?.prompt).toEqual({
      kind: "text",
      text: " Once\n",
    })
  })

  test("there is none without its connection", () => {
    const workspace = workspaceWith()
    const lost = { ...workspace, columns: [{ ...columnOf(workspace), connectionId: "old" }] }
    expect(variantIn(lost)).toBeUndefined()
    expect(obstaclesOf(lost, columnOf(lost), connections)).toEqual([{ kind: "no_connection" }])
  })
})

describe("obstaclesOf", () => {
  const obstacles = (workspace: Workspace) => obstaclesOf(workspace, columnOf(workspace), connections)

  test("none when it can run", () => expect(obstacles(workspaceWith())).toEqual([]))

  test("an empty prompt, also when only the system message has text", () => {
    expect(obstacles({ ...emptyWorkspace(), system: "Be kind." })).toEqual([{ kind: "empty_prompt" }])
  })

  test("a value out of range, but not one that is switched off", () => {
    const workspace = workspaceWith()
    const wrong = { ...workspace, ...setParameter("first", "temperature", 3)(workspace) }
    expect(obstacles(wrong)).toMatchObject([
      {
        kind: "parameter",
        problem: { name: "temperature", problem: "out_of_range", params: { min: 0, max: 2 } },
      },
    ])
    expect(obstacles({ ...wrong, ...switchParameter("first", "temperature", false, 0.7)(wrong) })).toEqual([])
  })

  test("a model that does not take the mode", () => {
    const workspace = workspaceWith({ mode: "completion", promptText: "Once" })
    const chatOnly = {
      ...workspace,
      columns: [{ ...columnOf(workspace), connectionId: "deepseek", model: "deepseek-flash" }],
    }
    expect(obstacles(chatOnly)).toContainEqual({
      kind: "mode_not_taken",
      mode: "completion",
      model: "deepseek-flash",
    })
  })
})

describe("workspaceParts", () => {
  test("a stored request comes back as it was sent", () => {
    const workspace = workspaceWith({ system: "Be brief." })
    const variant = variantIn(workspace)
    if (!variant) throw new Error("expected a variant")
    const { column, ...parts } = workspaceParts(
      { ...variant, parameters: { temperature: 1.2, stop: ["\n"] } },
      () => "new",
    )
    const restored = { ...workspace, ...parts, columns: [{ ...columnOf(workspace), ...column }] }
    expect(variantIn(restored)).toEqual({ ...variant, parameters: { temperature: 1.2, stop: ["\n"] } })
  })
})
