import fc from "fast-check"
import Papa from "papaparse"
import { expect, test } from "vitest"
import { decodeText } from "./decode-text.ts"
import { readTable, readTableFile } from "./variables-import.ts"
import { maxFileBytes } from "./variables-limits.ts"

/** The values of a table that was read, line by line; or what was wrong with it. */
async function read(text: string) {
  const reading = await readTable(text)
  if (!reading.ok) return reading.problems
  return [reading.names, ...reading.rows.map(({ values }) => reading.names.map((name) => values[name]))]
}

test("CSV with a mark, Windows line breaks, quotes and line breaks in cells is read as it was meant", async () => {
  const text = '\uFEFFcity,note\r\nRome,"a ""quoted"", word\r\nsecond line"\r\nOslo,\r\n'
  expect(await read(text)).toEqual([
    ["city", "note"],
    ["Rome", 'a "quoted", word\nsecond line'],
    ["Oslo", ""],
  ])
})

test("semicolons, tabs and bars separate too, whatever the cells hold", async () => {
  const expected = [
    ["问题", "b"],
    ["1,5; 你好", "x\ty"],
  ]
  expect(await read('问题;b\n"1,5; 你好";x\ty\n')).toEqual(expected)
  expect(await read('问题\tb\n1,5; 你好\t"x\ty"\n')).toEqual(expected)
  expect(await read("问题|b\n1,5; 你好|x\ty\n")).toEqual(expected)
})

test("one column needs no quotes around its commas", async () => {
  expect(await read("question\nWho, where, when?\n\nWhy; how?\n")).toEqual([
    ["question"],
    ["Who, where, when?"],
    ["Why; how?"],
  ])
  expect(await read('"question"\n"a, b"\n')).toEqual([["question"], ["a, b"]])
})

test("a quote that is not closed is found in the line where its cell begins", async () => {
  expect(await read('a,b\n1,"two\nlines"\n3,"never closed\n5,6\n')).toEqual([{ kind: "quotes", line: 4 }])
  expect(await read('a,b\n1,2\n"x" y,3\n4,5\n')).toEqual([{ kind: "quotes", line: 3 }])
  expect(await read('a,b\n1,"x\n2,"y"\n3,4\n')).toEqual([{ kind: "quotes", line: 2 }])
})

test("a quote inside a plain cell is an inch", async () => {
  expect(await read('size,b\n5" screen,x\n')).toEqual([
    ["size", "b"],
    ['5" screen', "x"],
  ])
})

test("50,000 rows are refused by number, and the first thousand offered", async () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `${index},"text ${index}"`)
  const reading = await readTable(`id,text\n\n${lines.join("\r\n")}\n`)
  if (reading.ok) throw new Error("it was read")
  expect(reading.problems).toEqual([{ kind: "too_many_rows", rows: 50_000, max: 1000 }])
  expect(reading.firstRows?.rows).toHaveLength(1000)
  expect(reading.firstRows?.rows[999]?.values).toEqual({ id: "999", text: "text 999" })
})

test("exactly a thousand rows are taken, blank lines between them do not count", async () => {
  const reading = await readTable(
    `a\n${Array.from({ length: 1000 }, (_, index) => `v${index}\n\n`).join("")}`,
  )
  expect(reading).toMatchObject({ ok: true, warnings: [] })
  expect(reading.ok && reading.rows.length).toBe(1000)
})

test("lines with other than the header's cells are named by their line in the file", async () => {
  expect(await read('a,b\n1,"x\ny"\n1,2,3\n4\n5,6,\n')).toEqual([
    { kind: "ragged", line: 4, expected: 2, found: 3 },
    { kind: "ragged", line: 5, expected: 2, found: 1 },
  ])
})

test("hundreds of bad lines are summed up, not listed", async () => {
  const reading = await readTable(`a,b\n${"1,2,3\n".repeat(300)}`)
  if (reading.ok) throw new Error("it was read")
  expect(reading.problems).toHaveLength(8)
  expect(reading.more).toBe(292)
  expect(reading.firstRows).toBeUndefined()
})

test("headers that a prompt cannot use are refused with names that it can", async () => {
  const reading = await readTable("First name,city,city,,a{b}\n1,2,3,4,5\n")
  if (reading.ok) throw new Error("it was read")
  expect(reading.problems).toEqual([
    { kind: "bad_header", column: 1, name: "First name", suggestion: "First_name" },
    { kind: "duplicate_header", name: "city", suggestion: "city_2" },
    { kind: "bad_header", column: 4, name: "", suggestion: "column_4" },
    { kind: "bad_header", column: 5, name: "a{b}", suggestion: "a_b" },
  ])
  expect(reading.firstRows?.names).toEqual(["First_name", "city", "city_2", "column_4", "a_b"])
  expect(reading.firstRows?.rows[0]?.values).toEqual({
    First_name: "1",
    city: "2",
    city_2: "3",
    column_4: "4",
    a_b: "5",
  })
})

test("columns that a spreadsheet saved without name and value are left out", async () => {
  const reading = await readTable("a,b,,\n1,2,,\n3,4,,\n,,,\n")
  expect(reading).toMatchObject({
    ok: true,
    names: ["a", "b"],
    warnings: [{ kind: "empty_columns", count: 2 }],
  })
  expect(reading.ok && reading.rows.length).toBe(2)
})

test("nothing, a header alone, a workbook and a huge file each have their own answer", async () => {
  expect(await read("")).toEqual([{ kind: "empty" }])
  expect(await read("\uFEFF \r\n\r\n")).toEqual([{ kind: "empty" }])
  expect(await read("a,b\n\n")).toEqual([{ kind: "no_rows" }])
  expect(await read(Array(60).fill("a").join(","))).toContainEqual({
    kind: "too_many_columns",
    columns: 60,
    max: 50,
  })
  const workbook = await readTableFile(new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 0xff])]))
  expect(workbook).toMatchObject({ ok: false, problems: [{ kind: "not_text" }] })
  const huge = { size: maxFileBytes + 1 } as Blob
  expect(await readTableFile(huge)).toMatchObject({ ok: false, problems: [{ kind: "too_large" }] })
  const gone = { size: 1, arrayBuffer: () => Promise.reject(new Error("gone")) } as unknown as Blob
  expect(await readTableFile(gone)).toMatchObject({ ok: false, problems: [{ kind: "unreadable" }] })
})

test("a Chinese Excel's file is read as it was written, and the guess is told", async () => {
  // "城市,问题\n北京,你好\n" in GBK.
  const bytes = [0xb3, 0xc7, 0xca, 0xd0, 0x2c, 0xce, 0xca, 0xcc, 0xe2, 0x0a]
  bytes.push(0xb1, 0xb1, 0xbe, 0xa9, 0x2c, 0xc4, 0xe3, 0xba, 0xc3, 0x0a)
  const reading = await readTableFile(new Blob([new Uint8Array(bytes)]))
  expect(reading).toMatchObject({
    ok: true,
    names: ["城市", "问题"],
    rows: [{ values: { 城市: "北京", 问题: "你好" } }],
    warnings: [{ kind: "encoding", encoding: "gb18030" }],
  })
})

test("UTF-8, UTF-16 and western files are told apart", () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"))
  expect(decodeText(new TextEncoder().encode("é你"))).toEqual({ ok: true, text: "é你", encoding: "utf-8" })
  expect(decodeText(utf16("é你"))).toEqual({ ok: true, text: "é你", encoding: "utf-16" })
  expect(decodeText(utf16("é你").toReversed().with(0, 0xfe).with(1, 0xff))).toMatchObject({ ok: true })
  expect(decodeText(new Uint8Array(Buffer.from("Zürich,Málaga", "latin1")))).toEqual({
    ok: true,
    text: "Zürich,Málaga",
    encoding: "windows-1252",
  })
})

test("a constructor or __proto__ in the header is a column like any other", async () => {
  const reading = await readTable("__proto__,constructor\nx,y\n")
  expect(reading.ok && Object.entries(reading.rows[0]?.values ?? {})).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ])
})

test("what a program wrote as CSV comes back, whatever is in the cells; and no text makes it throw", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ",", ";", '"', "\n", "\t", " ", "你", "|", "{{a}}") })
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const filled = rows.filter((row) => row.some((value) => value.trim() !== ""))
      fc.pre(filled.length > 0)
      const text = Papa.unparse([["first", "second"], ...rows], { quotes: true })
      expect(await read(text)).toEqual([["first", "second"], ...filled])
    }),
  )
  await fc.assert(
    fc.asyncProperty(cell, async (text) => {
      const reading = await readTable(text)
      expect(reading.ok || reading.problems.length > 0).toBe(true)
    }),
  )
})
