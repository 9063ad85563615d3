import { describe, expect, it } from "vitest"
import { wordsToCsv } from "#lib/client/export/words-csv"
import { readWordFile } from "./word-import.ts"
import { mergedWords, readWordLines } from "./word-lines.ts"

const read = (content: string | Uint8Array<ArrayBuffer>) => readWordFile(new Blob([content]))

describe("a file of words", () => {
  it("of one column is taken as it is, with its blank lines and repetitions counted", async () => {
    expect(await read("bad\n\nworse\nBAD\n   \n天安门\n")).toMatchObject({
      ok: true,
      groups: [{ words: ["bad", "worse", "天安门"] }],
      empty: 2,
      duplicates: 1,
      faulty: [],
    })
  })

  it("with columns makes a group of each category, language and action", async () => {
    const text =
      '\ufeffword,category,language,action\r\n"bad, very",own,en,block\r\n天安门,politics,zh,遮盖\r\nworse,own,en,block\r\n'
    expect(await read(text)).toMatchObject({
      groups: [
        { category: "own", language: "en", action: "block", words: ["bad, very", "worse"] },
        { category: "politics", language: "zh", action: "mask", words: ["天安门"] },
      ],
      empty: 0,
    })
  })

  it("may leave the header out, or name the columns in another order", async () => {
    expect(await read("bad,own\nworse,own\n")).toMatchObject({
      groups: [{ category: "own", words: ["bad", "worse"] }],
    })
    expect(await read("类别;词语\n政治;天安门\n")).toMatchObject({
      groups: [{ category: "政治", words: ["天安门"] }],
    })
  })

  it("in the encoding of a Chinese spreadsheet is read", async () => {
    const gb18030 = new Uint8Array([0xcc, 0xec, 0xb0, 0xb2, 0xc3, 0xc5, 0x0a, 0xd5, 0xfe, 0xb8, 0xae, 0x0a])
    expect(await read(gb18030)).toMatchObject({
      groups: [{ words: ["天安门", "政府"] }],
      encoding: "gb18030",
    })
  })

  it("names its faulty lines and takes the rest", async () => {
    const text = `word,category,language,action\nbad,own,en,mask\n,own,en,mask\n${"x".repeat(101)},own,en,mask\nworse,own,en,burn\n`
    expect(await read(text)).toMatchObject({
      groups: [{ words: ["bad"] }],
      faulty: [
        { line: 3, problem: "no_word" },
        { line: 4, problem: "too_long" },
        { line: 5, problem: "action" },
      ],
    })
  })

  it("of 10,000 words with repetitions and blank lines is read whole", async () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `word ${index}`)
    const text = [...words, ...words.slice(0, 100), "", ""].join("\n")
    const reading = await read(`${text}\n`)
    expect(reading).toMatchObject({ ok: true, empty: 2, duplicates: 100 })
    expect(reading.ok && reading.groups[0]?.words).toEqual(words)
  })

  it("that was exported is the same list again, formulas and commas included", async () => {
    const words = ["=1+1", "a,b", 'say "x"', "天安门"]
    const csv = wordsToCsv({
      name: "Mine",
      category: "own",
      language: "en",
      action: "mask",
      scope: "both",
      strict: false,
      words,
    })
    expect(csv).toContain("'=1+1")
    expect(await read(csv)).toMatchObject({
      groups: [{ category: "own", language: "en", action: "mask", words }],
    })
  })

  it("that is none is refused with the reason", async () => {
    expect(await read(new Uint8Array([80, 75, 3, 4, 0, 0, 0]))).toEqual({ ok: false, problem: "not_text" })
    expect(await read("\n\n")).toEqual({ ok: false, problem: "empty" })
    expect(await read('good\n"bad\nworse')).toMatchObject({ ok: false, problem: "quotes", line: 2 })
  })
})

describe("lines of words", () => {
  it("are trimmed; blank ones and repetitions are left out, too long ones are named", () => {
    expect(readWordLines(`bad \n\nＢＡＤ\n${"x".repeat(101)}\n天安门`)).toEqual({
      words: ["bad", "天安门"],
      empty: 1,
      duplicates: 1,
      tooLong: [4],
    })
    expect(readWordLines("")).toEqual({ words: [], empty: 0, duplicates: 0, tooLong: [] })
  })

  it("are added to those of a list once", () => {
    expect(mergedWords(["Bad"], ["bad", "worse"])).toEqual({ words: ["Bad", "worse"], added: 1 })
  })
})
