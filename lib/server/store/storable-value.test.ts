import fc from "fast-check"
import { expect, it } from "vitest"
import { storableValue } from "./storable-value.ts"

it("leaves every text alone that both engines can hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      fc.pre(text.isWellFormed() && !text.includes("\0"))
      expect(storableValue(text)).toBe(text)
    }),
  )
})

it("makes any text storable, without changing how long it is", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const text = String.fromCharCode(...units)
      const stored = String(storableValue(text))
      expect(stored.isWellFormed()).toBe(true)
      expect(stored).not.toContain("\0")
      expect(stored).toHaveLength(text.length)
    }),
  )
})

it("passes other values on", () => {
  for (const value of [1, null, 2n, undefined]) expect(storableValue(value)).toBe(value)
})
