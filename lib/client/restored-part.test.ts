import { expect, test } from "vitest"
import { queuedRun } from "#lib/domain/run"
import { restoredPart } from "./restored-part.ts"
import { emptyWorkspace } from "./workspace.ts"

const sha256 = "a".repeat(64)
const detail = {
  variant: {
    connectionId: "sandbox",
    model: "sandbox-image",
    mode: "image" as const,
    prompt: {
      kind: "image" as const,
      text: "A {{boat}}",
      negative: "fog",
      initImage: { sha256 },
      mask: sha256,
    },
    parameters: { size: "768x512", seed: 5 },
  },
  run: {
    ...queuedRun({ runId: "r", variantIndex: 0, row: 0, sample: 2 }),
    images: [{ index: 0, partial: false, sha256, width: 768, height: 512, seed: 7 }],
  },
}
const workspace = emptyWorkspace("image")
const setting = (part: "seed" | "size") =>
  restoredPart(part, detail, workspace).columns?.[0]?.parameters[part]?.value

test("each part comes back alone: the seed that the picture was made of, not the first of its samples", () => {
  expect(setting("seed")).toBe(7)
  expect(setting("size")).toBe("768x512")
  expect(restoredPart("prompt", detail, workspace)).toEqual({ promptText: "A \\{{boat}}", negative: "fog" })
  expect(restoredPart("init", detail, workspace)).toEqual({ initImage: { sha256 }, mask: sha256 })
})

test("a run of text has none of these", () => {
  const text = { ...detail, variant: { ...detail.variant, prompt: { kind: "text" as const, text: "Hi" } } }
  expect(restoredPart("seed", text, workspace)).toEqual({})
})
