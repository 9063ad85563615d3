import { expect, test } from "vitest"
import { fileNameOf } from "./file-name.ts"

const at = new Date(2026, 10, 4, 9, 5).getTime()

test("a name holds the title, the day and the time", () => {
  expect(fileNameOf("My test: A/B?", at, "csv")).toBe("bracket-My-test-A-B-2026-11-04-0905.csv")
  expect(fileNameOf("比较 温度", at, "html")).toBe("bracket-比较-温度-2026-11-04-0905.html")
})

test("no title, or one without a letter, leaves a name all the same", () => {
  expect(fileNameOf("", at, "json")).toBe("bracket-2026-11-04-0905.json")
  expect(fileNameOf("../../🙂", at, "json")).toBe("bracket-2026-11-04-0905.json")
})

test("a long title is cut between characters", () => {
  expect(fileNameOf("𠮷".repeat(500), at, "md")).toBe(`bracket-${"𠮷".repeat(60)}-2026-11-04-0905.md`)
})
