import { describe, expect, test } from "vitest"
import { resetParameters, setParameter } from "./column-edits.ts"
import { usedVariables } from "./column-prompt.ts"
import { obstaclesOf } from "./run-obstacles.ts"
import { variantOf } from "./run-plan.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { targetOf } from "./variant.ts"
import { type Column, emptyWorkspace, newColumn, type Workspace } from "./workspace.ts"
import { renameInPrompts } from "./workspace-edits.ts"
import { workspaceKey } from "./workspace-key.ts"
import { kindOf, makes } from "./workspace-kind.ts"
import { workspaceParts } from "./workspace-parts.ts"
import { parseWorkspace } from "./workspace-storage.ts"

const sha256 = "a".repeat(64)
const workspace: Workspace = {
  ...emptyWorkspace("image"),
  promptText: "A {{thing}} at dawn",
  negative: "{{thing}}s of plastic",
  initImage: { sha256, crop: { left: 0, top: 0, width: 0.5, height: 1 } },
  mask: sha256,
}
const column = (now: Workspace): Column => {
  const [first] = now.columns
  if (!first) throw new Error("a workspace has a column")
  return first
}
const variantIn = (now: Workspace, values: Record<string, string> = {}) =>
  variantOf(now, column(now), [sandbox], { id: "first", values })

describe("a workspace of images", () => {
  test("begins on the sandbox at a fixed seed, so that columns compare", () => {
    expect(variantIn({ ...emptyWorkspace("image"), promptText: "A boat" })).toEqual({
      columnId: "first",
      rowId: "first",
      connectionId: "sandbox",
      model: "sandbox-image",
      mode: "image",
      prompt: { kind: "image", text: "A boat" },
      parameters: { size: "512x512", strength: 0.75, steps: 25, num_images: 1, seed: 1 },
    })
  })

  test("goes back to a fixed seed when its settings are reset", () => {
    const moved = { ...workspace, ...setParameter(["first"], "seed", 99)(workspace) }
    const reset = { ...moved, ...resetParameters("first")(moved) }
    expect(column(reset).parameters).toEqual(newColumn("x", "image").parameters)
  })

  test("fills variables into the prompt and the negative words", () => {
    expect(usedVariables(workspace)).toEqual(["thing"])
    expect(variantIn(workspace, { thing: "boat" })?.prompt).toMatchObject({
      text: "A boat at dawn",
      negative: "boats of plastic",
    })
    const renamed = { ...workspace, ...renameInPrompts("thing", "ship")(workspace) }
    expect(renamed.negative).toBe("{{ship}}s of plastic")
  })

  test("sends no mask without the image that it lies on", () => {
    expect(variantIn({ ...workspace, initImage: undefined })?.prompt).not.toHaveProperty("mask")
    expect(variantIn(workspace)?.prompt).toMatchObject({ initImage: workspace.initImage, mask: sha256 })
  })

  test("comes back from the request that it made, init image and mask included", () => {
    const variant = variantIn(workspace, { thing: "boat" })
    if (!variant) throw new Error("the sandbox is there")
    expect(workspaceParts(variant, () => "x")).toMatchObject({
      mode: "image",
      promptText: "A boat at dawn",
      negative: "boats of plastic",
      initImage: workspace.initImage,
      mask: sha256,
    })
  })

  test("is read again from the browser's storage as it was kept", () => {
    expect(parseWorkspace(JSON.stringify(workspace))).toEqual(workspace)
  })

  test("cannot run on a model of words, and says so", () => {
    const wrong = { ...workspace, columns: [{ ...column(workspace), model: "sandbox-small" }] }
    const filled = { ...wrong, promptText: "A boat", negative: undefined }
    expect(obstaclesOf(filled, column(filled), [sandbox])).toContainEqual({
      kind: "mode_not_taken",
      mode: "image",
      model: "sandbox-small",
    })
  })
})

test("each kind of workspace has its own place, and text keeps the one that it has always had", () => {
  expect(workspaceKey("p")).toBe("bracket.workspace.p")
  expect(workspaceKey("p", "image")).toBe("bracket.images.p")
})

test("a model is offered where it can make what is asked for", () => {
  const [small, image] = ["sandbox-small", "sandbox-image"].map((id) =>
    sandbox.models.find((model) => model.id === id),
  )
  expect([small && makes(small, "text"), small && makes(small, "image")]).toEqual([true, false])
  expect([image && makes(image, "text"), image && makes(image, "image")]).toEqual([false, true])
  expect([kindOf("image"), kindOf("chat"), kindOf("completion")]).toEqual(["image", "text", "text"])
})

test("what is known of an init image belongs to pictures only", () => {
  const own = column(workspace)
  expect(targetOf("image", own, [sandbox], true)).toHaveProperty("hasInitImage", true)
  expect(targetOf("chat", own, [sandbox], true)).not.toHaveProperty("hasInitImage")
})
