import { expect, test } from "vitest"
import type { ContactSheet, SheetCell } from "./contact-sheet.ts"
import { sheetColumns, sheetRows } from "./contact-sheet.ts"
import { sheetLayout } from "./contact-sheet-layout.ts"

const cell = (label: string, more: Partial<SheetCell> = {}): SheetCell => ({
  address: `/${label}`,
  width: 512,
  height: 512,
  label,
  facts: ["Strength 0.4", "Seed 7"],
  alt: label,
  ...more,
})

const sheetOf = (cells: ContactSheet["cells"], more: Partial<ContactSheet> = {}): ContactSheet => ({
  title: "A cat",
  columns: 2,
  cells,
  note: "Made today",
  ...more,
})

const measure = (text: string, size: number) => [...text].length * size * 0.6
const roomy = { side: 16_000, area: 64_000_000 }

interface Box {
  x: number
  y: number
  width: number
  height: number
}

test("pictures stand in rows at their full size, none on another one, all on the sheet", () => {
  const sheet = sheetOf([cell("A"), cell("B", { width: 256, height: 768 }), cell("C")])
  const { pictures, width, height, scale, gaps } = sheetLayout(sheet, measure, roomy)
  expect(scale).toBe(1)
  expect(pictures.map((one) => [one.cell.label, one.width, one.height])).toEqual([
    ["A", 512, 512],
    ["B", 256, 768],
    ["C", 512, 512],
  ])
  const boxes: Box[] = [...pictures, ...gaps]
  for (const box of boxes) {
    expect(box.x + box.width).toBeLessThanOrEqual(width)
    expect(box.y + box.height).toBeLessThanOrEqual(height)
    for (const other of boxes) if (other !== box) expect(overlap(box, other)).toBe(false)
  }
})

test("every picture has its label and its settings below it", () => {
  const { pictures, texts } = sheetLayout(sheetOf([cell("A"), cell("B")]), measure, roomy)
  for (const { cell, x, y, height } of pictures) {
    const below = texts.filter((text) => text.x === x && text.y >= y + height).map(({ text }) => text)
    expect(below.slice(0, 2)).toEqual([cell.label, "Strength 0.4 · Seed 7"])
  }
})

test("a long setting is wrapped into its column", () => {
  const long = cell("A", { facts: ["a very long fact ".repeat(12)] })
  const { texts, pictures } = sheetLayout(sheetOf([long, cell("B")]), measure, roomy)
  const [first] = pictures
  const own = texts.filter(({ x, y }) => x === first?.x && y > first.y)
  for (const { text, size } of own) expect(measure(text, size)).toBeLessThanOrEqual(512)
  expect(own.length).toBeGreaterThan(4)
})

test("a sheet that no browser could draw is made smaller, and says so by its scale", () => {
  const many = Array.from({ length: 100 }, (_, index) => cell(`${index}`, { width: 2048, height: 2048 }))
  const { width, height, scale } = sheetLayout(sheetOf(many, { columns: 10 }), measure, roomy)
  expect(scale).toBeLessThan(0.5)
  expect(Math.max(width, height)).toBeLessThanOrEqual(roomy.side)
  expect(width * height).toBeLessThanOrEqual(roomy.area)
  // Not smaller than it must be.
  expect(width * height).toBeGreaterThan(roomy.area * 0.7)
})

test("a place without a picture stays free, with labels of rows and columns in line", () => {
  const sheet = sheetOf([cell("A"), undefined, cell("C"), cell("D")], {
    columnLabels: ["0.2", "0.4"],
    rowLabels: ["First prompt", "Second prompt"],
  })
  const { gaps, pictures, texts } = sheetLayout(sheet, measure, roomy)
  expect(gaps).toHaveLength(1)
  expect(gaps[0]?.x).toBe(pictures[2]?.x)
  expect(texts.find(({ text }) => text === "0.4")?.x).toBe(pictures[2]?.x)
  expect(texts.find(({ text }) => text === "Second prompt")?.y).toBe(pictures[1]?.y)
})

test("rows hold as many places as there are columns, the last one too", () => {
  const rows = sheetRows(sheetOf([cell("A"), cell("B"), cell("C")]))
  expect(rows.map(({ cells }) => cells.map((one) => one?.label))).toEqual([
    ["A", "B"],
    ["C", undefined],
  ])
  expect([1, 4, 12, 500].map(sheetColumns)).toEqual([2, 3, 4, 8])
})

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
