import fc from "fast-check"
import { Lexer, type Token } from "marked"
import { describe, expect, test, vi } from "vitest"
import { createBlockSplitter, type MarkdownBlock } from "./markdown-blocks.ts"

const options = { gfm: true, breaks: true }

/** What a reader would see of tokens: their structure without positions and trailing blank lines. */
function seen(tokens: Token[]): unknown {
  return JSON.parse(
    JSON.stringify(tokens, (key, value) => (key === "raw" || key === "loose" ? undefined : value)),
  )
}

function tokensOf(blocks: MarkdownBlock[]): Token[] {
  return blocks.flatMap(({ token }) => token ?? [])
}

function fullLex(text: string): Token[] {
  return new Lexer(options).lex(text).filter(({ type }) => type !== "space")
}

function split(text: string, sizes: number[]): { during: MarkdownBlock[][]; after: MarkdownBlock[] } {
  const splitter = createBlockSplitter()
  const during: MarkdownBlock[][] = []
  let at = 0
  for (let index = 0; at < text.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    splitter.append(text.slice(at, at + size))
    at += size
    during.push(splitter.blocks())
  }
  splitter.finish()
  return { during, after: splitter.blocks() }
}

const joined = (blocks: MarkdownBlock[]): string => blocks.map(({ raw }) => raw).join("")

const lines = [
  "# Title",
  "#hash",
  "Some *emphasised* text",
  "and more **bold",
  "text** with `code`",
  "===",
  "---",
  "- item",
  "- [ ] task",
  "  - nested",
  "  continued",
  "1. first",
  "2) second",
  "* star",
  "> quote",
  "> - list in quote",
  "```js",
  "```",
  "````",
  "~~~",
  "    indented",
  "| a | b |",
  "|---|---|",
  "| 1 | 2 |",
  "<div>",
  "</div>",
  "<!-- note",
  "-->",
  "",
  "",
  "",
  "a [link](https://example.com) and ![image](x.png)",
  "[ref][1] and [1]",
  "$x^2$ ~~gone~~ https://example.com",
  "中文的**一段**文字。",
  "+",
  "1",
  "  ",
]

const text = fc
  .array(fc.constantFrom(...lines), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.join("\n"))
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })

describe("block splitter", () => {
  test("blocks concatenate to the text at every step", () => {
    fc.assert(
      fc.property(text, sizes, (source, steps) => {
        const { during, after } = split(source, steps)
        let at = 0
        for (const [index, blocks] of during.entries()) {
          at = Math.min(source.length, at + (steps[index % steps.length] ?? 1))
          expect(joined(blocks)).toBe(source.slice(0, at))
        }
        expect(joined(after)).toBe(source)
      }),
      { numRuns: 400 },
    )
  })

  test("ends as lexing the whole text at once does", () => {
    fc.assert(
      fc.property(text, sizes, (source, steps) => {
        expect(seen(tokensOf(split(source, steps).after))).toEqual(seen(fullLex(source)))
      }),
      { numRuns: 1500 },
    )
  })

  test("resolves links defined after their use", () => {
    const source = "See [the guide][g].\n\nMore.\n\n[g]: https://example.com/guide\n"
    expect(seen(tokensOf(split(source, [3]).after))).toEqual(seen(fullLex(source)))
  })

  test("settled blocks keep their object, so that they are not rendered again", () => {
    const source = "# One\n\nTwo\n\n```js\nlet a\n```\n\nThree\n\nFour\n"
    const { during } = split(source, [4])
    const settled = new Map<number, MarkdownBlock>()
    for (const blocks of during) {
      for (const block of blocks) {
        const before = settled.get(block.key)
        if (before) expect(block).toBe(before)
        if (!block.open) settled.set(block.key, block)
      }
    }
    expect(settled.size).toBeGreaterThan(3)
  })

  test("an open code block is shown as code with what has come", () => {
    const splitter = createBlockSplitter()
    splitter.append("```ts\nconst a = 1\nconst b")
    expect(splitter.blocks()).toMatchObject([
      { open: true, token: { type: "code", lang: "ts", text: "const a = 1\nconst b" } },
    ])
    splitter.append(" = 2\n```\nAfter\nit")
    expect(splitter.blocks()[0]).toMatchObject({ open: false, token: { type: "code" } })
  })

  test("a long list is settled item by item", () => {
    const splitter = createBlockSplitter()
    splitter.append("Items:\n\n\n")
    for (let item = 1; item <= 500; item += 1) splitter.append(`${item}. item number ${item}\n`)
    splitter.finish()
    const [intro, ...lists] = tokensOf(splitter.blocks())
    expect(intro?.type).toBe("paragraph")
    expect(lists.length).toBeGreaterThan(3)
    expect(lists.every(({ type }) => type === "list")).toBe(true)
    expect(lists.flatMap((list) => (list.type === "list" ? list.items : [])).length).toBe(500)
    expect(lists[1]).toMatchObject({ ordered: true })
  })

  test("line ends of other systems are read as line ends", () => {
    const { after } = split("# A\r\n\r\nb\r\n", [100])
    expect(joined(after)).toBe("# A\n\nb\n")
  })

  test("the cost of more text does not grow with the text before it", () => {
    const paragraph = "Words that go on for a while, with **bold** and `code` in them.\n\n"
    const splitter = createBlockSplitter()
    const lex = vi.spyOn(Lexer.prototype, "lex")
    const lexedBy = (count: number) => {
      lex.mockClear()
      for (let index = 0; index < count; index += 1) splitter.append(paragraph)
      return lex.mock.calls.reduce((sum, [text]) => sum + text.length, 0)
    }
    lexedBy(200)
    const early = lexedBy(300)
    lexedBy(3000)
    expect(lexedBy(300)).toBe(early)
  })
})
