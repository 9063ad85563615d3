import { expect, test } from "vitest"
import { unknownModel } from "#lib/domain/unknown-model"
import { setModel, setParameter } from "./column-edits.ts"
import { setInitImage, setMask, setNegative, takeOwnSize } from "./image-edits.ts"
import { emptyWorkspace, type Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

const [photo, other, mask] = ["a", "b", "c"].map((digit) => digit.repeat(64)) as [string, string, string]
const crop = { left: 0.1, top: 0, width: 0.5, height: 1 }
function after(...edits: Edit[]): Workspace {
  let workspace = emptyWorkspace()
  for (const edit of edits) workspace = { ...workspace, ...edit(workspace) }
  return workspace
}

test("a mask that was painted for one image is never sent with another, nor with another part of it", () => {
  const masked = [setInitImage({ sha256: photo, crop }), setMask(mask)]
  expect(after(...masked).mask).toBe(mask)
  expect(after(...masked, setInitImage({ sha256: other, crop })).mask).toBeUndefined()
  expect(after(...masked, setInitImage({ sha256: photo, crop: { ...crop, left: 0.2 } })).mask).toBeUndefined()
  expect(after(...masked, setInitImage({ sha256: photo })).mask).toBeUndefined()
  expect(after(...masked, setInitImage(undefined))).toMatchObject({ initImage: undefined, mask: undefined })
})

test("applying the same part once more costs nobody a mask", () => {
  const edits = [
    setInitImage({ sha256: photo, crop }),
    setMask(mask),
    setInitImage({ sha256: photo, crop: { ...crop } }),
  ]
  expect(after(...edits).mask).toBe(mask)
})

test("without an image there is nothing that a mask could lie on", () => {
  expect(after(setMask(mask)).mask).toBeUndefined()
})

test("negative words that were emptied are not sent", () => {
  expect(after(setNegative("blurry")).negative).toBe("blurry")
  expect(after(setNegative("blurry"), setNegative("")).negative).toBeUndefined()
})

test("a size that nobody chose becomes one of the new model's, a chosen one stays to be seen", () => {
  const models = ["gpt-image-1", "gpt-image-2", "dall-e-2"].map((id) => ({
    ...unknownModel(id),
    modes: ["image" as const],
  }))
  const connections = [{ id: "openai", provider: "openai" as const, models }]
  const sizeWith = (model: string, ...before: Edit[]) => {
    let workspace = emptyWorkspace("image")
    for (const edit of [...before, setModel("first", "openai", model), takeOwnSize("first", connections)])
      workspace = { ...workspace, ...edit(workspace) }
    return workspace.columns[0]?.parameters.size
  }
  expect(sizeWith("gpt-image-1")).toEqual({ on: true, value: "1024x1024" })
  expect(sizeWith("dall-e-2")).toEqual({ on: true, value: "512x512" })
  expect(sizeWith("gpt-image-2")).toEqual({ on: true, value: "512x512" })
  const chosen = setParameter(["first"], "size", "768x512")
  expect(sizeWith("gpt-image-1", chosen)).toEqual({ on: true, value: "768x512" })
})
