import { describe, expect, test } from "vitest"
import type { Connection, ProviderId } from "#lib/domain/connection"
import { describeModel, knownModels } from "#lib/domain/models"
import type { Prompt } from "#lib/domain/prompt"
import { setParameter, switchParameter } from "./column-edits.ts"
import { cannotContinue, continueFrom } from "./continue-from.ts"
import { obstaclesOf, tooManyRuns } from "./run-obstacles.ts"
import { variantOf } from "./run-plan.ts"
import { sentParameters, targetOf } from "./variant.ts"
import { type Column, emptyWorkspace, type Workspace } from "./workspace.ts"
import { workspaceParts } from "./workspace-parts.ts"

const connection = (provider: ProviderId): Connection => ({
  id: provider,
  name: provider,
  dialect: provider === "deepseek" || provider === "openai" ? "openai" : "deepseek",
  provider,
  host: "example.com",
  credential: { kind: "none" },
  models: knownModels(provider),
})
const deepseek = connection("deepseek")
const connections = [
  connection("sandbox"),
  {
    ...deepseek,
    models: [...deepseek.models, { ...describeModel("deepseek", "chat-only"), modes: ["chat" as const] }],
  },
]

function workspaceWith(change: Partial<Workspace> = {}): Workspace {
  return { ...emptyWorkspace(), turns: [{ id: "a", role: "user", text: "Hello" }], ...change }
}
function columnOf(workspace: Workspace): Column {
  const [column] = workspace.columns
  if (!column) throw new Error("a workspace has a column")
  return column
}
const variantIn = (workspace: Workspace) =>
  variantOf(workspace, columnOf(workspace), connections, { id: "first", values: {} })

describe("variantOf", () => {
  test("a first visit sends temperature, top_p and max_tokens, and no stop", () => {
    expect(variantIn(workspaceWith())).toEqual({
      columnId: "first",
      rowId: "first",
      connectionId: "sandbox",
      model: "sandbox-small",
      mode: "chat",
      prompt: { kind: "chat", messages: [{ role: "user", content: "Hello" }] },
      parameters: { temperature: 0.7, top_p: 0.9, max_tokens: 512 },
    })
  })

  test("what is switched off is not sent, and keeps its value", () => {
    const workspace = workspaceWith()
    const off = { ...workspace, ...switchParameter(["first"], "temperature", false, 0.7)(workspace) }
    expect(variantIn(off)?.parameters).not.toHaveProperty("temperature")
    expect(columnOf(off).parameters.temperature).toEqual({ on: false, value: 0.7 })
  })

  test("what the model does not take is not sent", () => {
    const workspace = workspaceWith()
    const withMinP = { ...workspace, ...setParameter(["first"], "min_p", 0.1)(workspace) }
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
    const column = columnOf({ ...workspace, ...setParameter(["first"], "stop", [])(workspace) })
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
    const wrong = { ...workspace, ...setParameter(["first"], "temperature", 3)(workspace) }
    expect(obstacles(wrong)).toMatchObject([
      {
        kind: "parameter",
        problem: { name: "temperature", problem: "out_of_range", params: { min: 0, max: 2 } },
      },
    ])
    expect(obstacles({ ...wrong, ...switchParameter(["first"], "temperature", false, 0.7)(wrong) })).toEqual(
      [],
    )
  })

  test("a model that does not take the mode", () => {
    const workspace = workspaceWith({ mode: "completion", promptText: "Once" })
    const chatOnly = {
      ...workspace,
      columns: [{ ...columnOf(workspace), connectionId: "deepseek", model: "chat-only" }],
    }
    expect(obstacles(chatOnly)).toContainEqual({
      kind: "mode_not_taken",
      mode: "completion",
      model: "chat-only",
    })
  })
})

describe("variables and overrides", () => {
  const withVariables = workspaceWith({
    system: "You speak {{language}}.",
    turns: [{ id: "a", role: "user", text: "Greet {{ name }}" }],
    variables: {
      names: ["name", "language"],
      rows: [{ id: "r", values: { name: "Ada", language: "中文" } }],
    },
  })

  test("a row's values stand in system message and prompt", () => {
    const [row] = withVariables.variables.rows
    expect(row && variantOf(withVariables, columnOf(withVariables), connections, row)?.prompt).toEqual({
      kind: "chat",
      messages: [
        { role: "system", content: "You speak 中文." },
        { role: "user", content: "Greet Ada" },
      ],
    })
  })

  test("a column's own texts replace the shared ones, in this column only", () => {
    const own = { ...columnOf(withVariables), prompt: "Bye {{name}}", system: "" }
    expect(variantOf(withVariables, own, connections, { id: "r", values: { name: "Ada" } })?.prompt).toEqual({
      kind: "chat",
      messages: [{ role: "user", content: "Bye Ada" }],
    })
  })

  test("a row without a value for a variable that a column names keeps that column from running, and says which", () => {
    const rows = [...withVariables.variables.rows, { id: "s", values: { name: "Bo" } }]
    const short = { ...withVariables, variables: { ...withVariables.variables, rows } }
    expect(obstaclesOf(short, columnOf(short), connections)).toEqual([
      { kind: "missing_value", name: "language", row: 2 },
    ])
    const own = { ...columnOf(short), system: "" }
    expect(obstaclesOf(short, own, connections)).toEqual([])
  })

  test("more runs than a batch takes are counted before anything is sent", () => {
    const rows = Array.from({ length: 600 }, (_, index) => ({
      id: `r${index}`,
      values: { name: "Ada", language: "en" },
    }))
    const large = { ...withVariables, variables: { names: ["name", "language"], rows } }
    expect(tooManyRuns(large, large.columns)).toBeUndefined()
    expect(tooManyRuns(large, [{ ...columnOf(large), samples: 2 }])).toEqual({
      kind: "too_many_runs",
      runs: 1200,
      max: 1000,
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

describe("what a request has beside its prompt", () => {
  const json = (value: unknown) => ({ text: JSON.stringify(value), ok: true })
  const tool = { type: "function", function: { name: "time" } }
  const full = workspaceWith({
    prefix: "It is",
    tools: json(tool),
    answerSchema: json({ type: "object" }),
    columns: [
      {
        ...columnOf(workspaceWith()),
        extra: json({ top_a: 0.2 }),
        parameters: { response_format: { on: true, value: "json_schema" } },
      },
    ],
  })

  test("is sent, and comes back from history as it was", () => {
    const variant = variantIn(full)
    if (!variant) throw new Error("the sandbox is there")
    expect(variant).toMatchObject({
      prompt: { messages: [{ content: "Hello" }, { role: "assistant", content: "It is", prefix: true }] },
      tools: [tool],
      answerSchema: { type: "object" },
      extra: { top_a: 0.2 },
    })
    const { column, ...parts } = workspaceParts(variant, () => "new")
    const again = { ...emptyWorkspace(), ...parts, columns: [{ ...columnOf(full), ...column }] }
    expect(variantIn(again)).toEqual(variant)
  })

  test("is not sent in the mode that has no words for it", () => {
    const completion: Workspace = { ...full, mode: "completion", promptText: "a", suffix: "c" }
    expect(variantIn(completion)).toMatchObject({ prompt: { kind: "text", text: "a", suffix: "c" } })
    expect(variantIn(completion)).not.toHaveProperty("tools")
    expect(variantIn(completion)).not.toHaveProperty("answerSchema")
  })

  test.each<[string, Partial<Workspace>, object]>([
    ["tools that are no JSON", { tools: { text: "[", ok: false } }, { kind: "json", part: "tools" }],
    ["a schema that is missing", { answerSchema: undefined }, { kind: "no_schema" }],
    [
      "a call without an answer",
      {
        turns: [
          { id: "a", role: "user", text: "Hello" },
          { id: "b", role: "assistant", text: "", calls: [{ id: "c", name: "time", arguments: "{}" }] },
        ],
      },
      { kind: "unanswered_call", name: "time" },
    ],
  ])("keeps a run back: %s", (_, change, obstacle) => {
    expect(obstaclesOf({ ...full, ...change }, columnOf(full), connections)).toContainEqual(obstacle)
  })
})

describe("going on from a token", () => {
  const sandbox = targetOf("chat", { connectionId: "sandbox", model: "sandbox-small" }, connections)

  test("is the beginning of an answer in chat, and braces in it are no variables", () => {
    const sent: Prompt = {
      kind: "chat",
      messages: [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "A", prefix: true },
      ],
    }
    const edits = continueFrom("first", { sent, before: "{{b", instead: "}}c", newId: "new", name: "A'" })
    const after = workspaceWith()
    for (const edit of edits) Object.assign(after, edit(after))
    const column = after.columns.find(({ id }) => id === "new")
    expect(
      column && variantOf(after, column, connections, { id: "first", values: {} })?.prompt,
    ).toMatchObject({
      messages: [{ content: "Hello" }, { content: "A{{b}}c", prefix: true }],
    })
  })

  test("is possible where beginnings are taken, or raw text is", () => {
    expect(cannotContinue(sandbox, 1, 12)).toBeUndefined()
    expect(cannotContinue(sandbox, 12, 12)).toBe("full")
    expect(cannotContinue(sandbox && { ...sandbox, provider: "openai" }, 1, 12)).toBe("mode")
    expect(cannotContinue(sandbox && { ...sandbox, provider: "openai", mode: "completion" }, 1, 12)).toBe(
      undefined,
    )
  })
})
