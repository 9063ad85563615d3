import { expect, test } from "vitest"
import { readEscapes, showEscapes } from "./stop-text.ts"
import { emptyWorkspace, promptTurnId, type Turn, type Workspace } from "./workspace.ts"
import { addTurn, type Edit, moveTurn, removeTurn, setMode, setTurnRole } from "./workspace-edits.ts"

const turn = (id: string, role: Turn["role"], text = id): Turn => ({ id, role, text })
const chat: Workspace = {
  ...emptyWorkspace(),
  turns: [turn("a", "user"), turn("b", "assistant"), turn("c", "user")],
}
const apply = (workspace: Workspace, edit: Edit): Workspace => ({ ...workspace, ...edit(workspace) })
const order = ({ turns }: Workspace): string => turns.map(({ id }) => id).join("")

test("messages move, and stay at an end", () => {
  expect(order(apply(chat, moveTurn("c", -1)))).toBe("acb")
  expect(order(apply(chat, moveTurn("a", -1)))).toBe("abc")
  expect(order(apply(chat, moveTurn("a", 9)))).toBe("bca")
})

test("there is always a message of the user, and its last one is the prompt", () => {
  const one = { ...chat, turns: [turn("a", "user"), turn("b", "assistant")] }
  expect(apply(one, removeTurn("a"))).toEqual(one)
  expect(apply(one, setTurnRole("a", "assistant"))).toEqual(one)
  expect(order(apply(chat, removeTurn("c")))).toBe("ab")
  expect(promptTurnId(chat.turns)).toBe("c")
})

test("a new message has the role whose turn it is", () => {
  expect(apply(chat, addTurn("d")).turns.at(-1)).toEqual(turn("d", "assistant", ""))
})

test("changing the mode takes the text along where the other one has none", () => {
  const written = { ...chat, turns: [turn("a", "user", "Hello")] }
  const raw = apply(written, setMode("completion"))
  expect(raw.promptText).toBe("Hello")
  const back = apply({ ...raw, turns: [turn("a", "user", "")], promptText: "Changed" }, setMode("chat"))
  expect(back.turns).toEqual([turn("a", "user", "Changed")])
  expect(apply({ ...written, promptText: "Kept" }, setMode("completion")).promptText).toBe("Kept")
})

test("stop sequences are typed with escapes and shown on one line", () => {
  expect(readEscapes("a\\n\\tb\\\\n")).toBe("a\n\tb\\n")
  expect(showEscapes("\n\n")).toBe("↵↵")
  expect(showEscapes(" a b ")).toBe("␣a b␣")
})
