import { expect, test } from "vitest"
import { typedNumber } from "./typed-number.ts"

test.each([
  ["", undefined],
  [" ", undefined],
  ["12", 12],
  ["1,5", 1.5],
  ["0,250", 0.25],
  ["1,200", 1200],
  ["1,200,000.5", 1_200_000.5],
  ["$ 3.50", 3.5],
  ["１２。５", 12.5],
  ["−2", -2],
  ["1,2,3", "wrong"],
  ["12,34.5", "wrong"],
  ["abc", "wrong"],
  ["1,", 1],
])("%j is %j", (text, value) => expect(typedNumber(text)).toBe(value))
