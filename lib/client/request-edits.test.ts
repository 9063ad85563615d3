import { expect, test } from "vitest"
import { promptOf } from "./column-prompt.ts"
import { answerCalls, setExtra, setTools, setTurnImages } from "./request-edits.ts"
import { emptyWorkspace, type Workspace } from "./workspace.ts"
import { removeTurn } from "./workspace-edits.ts"
import { workspaceSchema } from "./workspace-schema.ts"

const chat: Workspace = {
  ...emptyWorkspace(),
  turns: [{ id: "a", role: "user", text: "Weather in {{city}}?" }],
}
const apply = (workspace: Workspace, edit: (workspace: Workspace) => Partial<Workspace>): Workspace => ({
  ...workspace,
  ...edit(workspace),
})
const ids = () => {
  let count = 0
  return () => `new-${++count}`
}
const call = { id: "call_1", name: "weather", arguments: '{"city":"Bern"}' }

test("an answered call goes on as the conversation that providers want, thinking included", () => {
  const answer = { text: "Let me look.", reasoning: "Bern, now", calls: [call] }
  const next = apply(chat, answerCalls(answer, { call_1: '{"t": "{{7}}"}' }, ids()))
  expect(promptOf(next, { city: "Bern" })).toEqual({
    kind: "chat",
    messages: [
      { role: "user", content: "Weather in Bern?" },
      { role: "assistant", content: "Let me look.", toolCalls: [call], reasoning: "Bern, now" },
      { role: "tool", content: '{"t": "{{7}}"}', toolCallId: "call_1" },
    ],
  })
  expect(workspaceSchema.safeParse(next).success).toBe(true)
})

test("a tool that has nothing to say is sent all the same: without it the conversation is refused", () => {
  const next = apply(chat, answerCalls({ text: "", reasoning: "", calls: [call] }, {}, ids()))
  expect(promptOf(next)).toMatchObject({ messages: [{}, { content: "" }, { role: "tool", content: "" }] })
})

test("with a message goes what answers its calls", () => {
  const next = apply(chat, answerCalls({ text: "", reasoning: "", calls: [call] }, {}, ids()))
  expect(apply(next, removeTurn("new-1")).turns).toEqual(chat.turns)
})

test("what is emptied is gone, so that nothing of it is sent", () => {
  expect(apply(chat, setTools({ text: " ", ok: true })).tools).toBeUndefined()
  expect(apply(chat, setExtra("first", { text: "", ok: true })).columns[0]?.extra).toBeUndefined()
})

test("a picture is in a message once, and is sent before its text", () => {
  const add = setTurnImages("a", (images) => [...images, "ab"])
  const next = apply(apply(chat, add), add)
  expect(promptOf(next)).toMatchObject({
    messages: [
      {
        content: [
          { type: "image", sha256: "ab" },
          { type: "text", text: "Weather in {{city}}?" },
        ],
      },
    ],
  })
  expect(
    apply(
      next,
      setTurnImages("a", () => []),
    ).turns,
  ).toEqual(chat.turns)
})
