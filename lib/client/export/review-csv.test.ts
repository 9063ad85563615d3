import { expect, test } from "vitest"
import { reviewCsv } from "./review-csv.ts"

test("reviews as a file for spreadsheets: a note that looks like a formula stays a text", () => {
  const csv = reviewCsv([
    {
      id: "i1",
      periodId: "2026-W48",
      kind: "text",
      model: "small",
      flagged: true,
      verdict: "violation",
      category: "hate",
      note: '=HYPERLINK("x"), 雨',
      reviewer: { id: "ann", name: null },
      reviewedAt: 0,
      version: 1,
      endedAt: null,
      preview: "secret words",
    },
  ])
  expect(csv).toContain(
    `i1,2026-W48,text,small,flagged,,violation,hate,"'=HYPERLINK(""x""), 雨",ann,1970-01-01T00:00:00.000Z`,
  )
  expect(csv).not.toContain("secret words")
})
