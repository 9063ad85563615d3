import { expect, it } from "vitest"
import { estimateTokens } from "./token-estimate.ts"

it("counts Latin and Chinese text by the vendor's rule of thumb", () => {
  expect(estimateTokens("")).toBe(0)
  expect(estimateTokens("x".repeat(1000))).toBe(300)
  expect(estimateTokens("世".repeat(1000))).toBe(600)
  expect(estimateTokens("，かな한")).toBe(3)
})
