import { describe, expect, it } from "vitest"
import { joinBatchSchema, startBatchSchema } from "./batch.ts"

const variant = {
  connectionId: "sandbox",
  model: "sandbox-fast",
  mode: "completion",
  prompt: { kind: "text", text: "Hi" },
  parameters: { temperature: 0.5, stop: ["\n"], thinking: true, reasoning_effort: "high" },
}
const batch = { batchId: "batch-0001", kind: "text", variants: [variant], runs: [{ variantIndex: 0 }] }
const takes = (change: object): boolean => startBatchSchema.safeParse({ ...batch, ...change }).success

describe("startBatchSchema", () => {
  it("fills in what is usual", () => {
    expect(startBatchSchema.parse(batch)).toEqual({
      ...batch,
      runs: [{ variantIndex: 0, row: 0, sample: 0 }],
      concurrency: 5,
    })
  })

  it("refuses extra fields that would run another model, speak as somebody else, or break the reading", () => {
    const withExtra = (extra: object) => takes({ variants: [{ ...variant, extra }] })
    expect(withExtra({ top_a: 0.2 })).toBe(true)
    for (const name of ["model", "models", "messages", "stream", "stream_options", "user_id", "n"])
      expect(withExtra({ [name]: "x" }), name).toBe(false)
  })

  it("takes 1 to 1000 runs, by 1 to 16 at once", () => {
    const runs = (n: number) => ({
      runs: Array.from({ length: n }, (_, sample) => ({ variantIndex: 0, sample: sample % 1000 })),
    })
    expect(takes(runs(0))).toBe(false)
    expect(takes(runs(1000))).toBe(true)
    expect(takes(runs(1001))).toBe(false)
    expect(takes({ variants: Array.from({ length: 1001 }, () => variant) })).toBe(false)
    expect(takes({ variants: [] })).toBe(false)
    expect([0, 1, 16, 17, 1.5].map((concurrency) => takes({ concurrency }))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it("takes ids that can stand in an address, and no others", () => {
    for (const batchId of ["short", "with space in it", "../../etc/passwd", "x".repeat(65), "", 12345678])
      expect(takes({ batchId }), String(batchId)).toBe(false)
    expect(takes({ batchId: "0b7c1f6e-5a0e-4c5f-9d0e-1d5a1f6e5a0e" })).toBe(true)
  })

  it("refuses negative and broken places", () => {
    for (const run of [
      { variantIndex: -1 },
      { variantIndex: 0.5 },
      { variantIndex: 0, sample: 1000 },
      { variantIndex: 0, row: -1 },
      {},
    ])
      expect(takes({ runs: [run] }), JSON.stringify(run)).toBe(false)
  })

  it("refuses parameters that are no plain values, and takes any JSON as extras", () => {
    const withVariant = (change: object) => takes({ variants: [{ ...variant, ...change }] })
    expect(withVariant({ parameters: { temperature: null } })).toBe(false)
    expect(withVariant({ parameters: { temperature: {} } })).toBe(false)
    expect(withVariant({ parameters: { temperature: Number.NaN } })).toBe(false)
    expect(withVariant({ extra: { logit_bias: { "50256": -100 }, list: [1, null, "x"] } })).toBe(true)
    expect(withVariant({ extra: { odd: () => 1 } })).toBe(false)
    expect(withVariant({ model: "" })).toBe(false)
    expect(withVariant({ mode: "telepathy" })).toBe(false)
  })
})

describe("joinBatchSchema", () => {
  it("wants an id of its own, so that asking twice pays once", () => {
    const join = { variants: [variant], runs: [{ variantIndex: 0 }] }
    expect(joinBatchSchema.safeParse(join).success).toBe(false)
    expect(joinBatchSchema.safeParse({ ...join, joinId: "join-0001" }).success).toBe(true)
  })
})
