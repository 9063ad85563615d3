import { expect, test } from "vitest"
import { safeReturnPath } from "#lib/client/return-path"

test("keeps a path of this site with its query", () => {
  expect(safeReturnPath("/history?status=failed&q=%E5%85%89")).toBe("/history?status=failed&q=%E5%85%89")
})

test.each([
  undefined,
  ["/history"],
  "",
  "history",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/sign-in?to=/sign-in",
  "/api/runs",
])("sends %j to the playground", (wanted) => {
  expect(safeReturnPath(wanted)).toBe("/playground")
})
