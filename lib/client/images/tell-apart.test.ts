import { expect, test } from "vitest"
import { toldApart } from "./tell-apart.ts"

test("pictures are told apart by their labels, else by the settings that differ", () => {
  const cat = (...facts: string[]) => ({ label: "A cat", facts })
  expect(toldApart({ label: "A", facts: ["Steps 3"] }, { label: "B", facts: ["Steps 3"] })).toEqual([
    "A",
    "B",
  ])
  expect(toldApart(cat("Strength 0.4", "Seed 7"), cat("Strength 0.6", "Seed 7"))).toEqual([
    "Strength 0.4",
    "Strength 0.6",
  ])
  expect(toldApart(cat("Seed 7", "Steps 5"), cat("Seed 7"))).toEqual(["Steps 5", "A cat"])
  expect(toldApart(cat("Seed 7"), cat("Seed 7"))).toEqual(["A cat", "A cat"])
})
