import { expect, test } from "vitest"
import { differencesOf } from "./column-differences.ts"
import { setOverride, setParameter, switchParameter } from "./column-edits.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { emptyWorkspace, newColumn, type Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

function workspaceWith(...edits: Edit[]): Workspace {
  let workspace: Workspace = {
    ...emptyWorkspace(),
    columns: ["a", "b", "c"].map((id) => newColumn(id)),
    baselineId: "a",
  }
  for (const edit of edits) workspace = { ...workspace, ...edit(workspace) }
  return workspace
}
const chips = (workspace: Workspace) => {
  const { of, same } = differencesOf(workspace, [sandbox])
  const short = (id: string) => of.get(id)?.map(({ name, value }) => `${name}=${value ?? "-"}`) ?? []
  return { a: short("a"), b: short("b"), c: short("c"), same: same.map(({ name }) => name) }
}

test("equal columns show no chips: all is the same", () => {
  expect(chips(workspaceWith())).toEqual({
    a: [],
    b: [],
    c: [],
    same: ["model", "temperature", "top_p", "max_tokens"],
  })
})

test("a column shows what differs from the baseline; the baseline its own value of it", () => {
  expect(chips(workspaceWith(setParameter(["b"], "temperature", 1.2)))).toEqual({
    a: ["temperature=0.7"],
    b: ["temperature=1.2"],
    c: [],
    same: ["model", "top_p", "max_tokens"],
  })
})

test("what one side does not send is a difference too", () => {
  const workspace = workspaceWith(setParameter(["b"], "seed", 4), switchParameter(["c"], "top_p", false, 0.9))
  expect(chips(workspace)).toMatchObject({
    a: expect.arrayContaining(["top_p=0.9", "seed=-"]),
    b: ["seed=4"],
    c: ["top_p=-"],
  })
})

test("an own prompt is a difference, and lists are compared by what they hold", () => {
  const workspace = workspaceWith(
    setOverride("c", "prompt", "Mine"),
    setParameter(["a", "b", "c"], "stop", ["\n"]),
    setParameter(["b"], "stop", ["\n"]),
  )
  expect(chips(workspace)).toMatchObject({ a: ["prompt=-"], b: [], c: ["prompt=Mine"] })
})
