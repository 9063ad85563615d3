import Papa from "papaparse"
import { describe, expect, test } from "vitest"
import { chineseTexts, comparison, englishTexts, result } from "./comparison.fixture.ts"
import type { ComparedColumn } from "./comparison.ts"
import { toCsv } from "./to-csv.ts"
import { toHtml } from "./to-html.ts"
import { toJson } from "./to-json.ts"
import { toMarkdown } from "./to-markdown.ts"

const lines = (csv: string) =>
  Papa.parse<Record<string, string>>(csv.replace("\ufeff", ""), { header: true, skipEmptyLines: true }).data

describe("JSON", () => {
  test("a program reads everything back", () => {
    const read = JSON.parse(toJson(comparison()))
    expect(read).toMatchObject({
      format: "bracket-comparison",
      version: 1,
      exportedAt: "2026-11-24T08:30:00.000Z",
    })
    const { columns, results, prompt } = comparison()
    expect(read).toMatchObject(JSON.parse(JSON.stringify({ columns, results, prompt })))
  })

  test("a host or a key that hangs on an object does not leave with it", () => {
    const [column] = comparison().columns
    const careless = {
      ...column,
      host: "secret.example.com",
      credential: { lastFour: "9876" },
    } as ComparedColumn
    const failed = result({ error: { code: "x", message: "y", hint: "at secret.example.com" } as never })
    const written = toJson(comparison({ columns: [careless], results: [failed] }))
    expect(written).not.toContain("secret.example.com")
    expect(written).not.toContain("9876")
  })
})

describe("CSV", () => {
  test("one line per result, with settings and figures as numbers a spreadsheet can add", () => {
    const [first, second] = lines(toCsv(comparison()))
    expect(first).toMatchObject({
      column: "A",
      row: "1",
      output: "An answer.",
      output_tokens: "1234",
      tokens_estimated: "true",
      cost_usd: "0.00012",
      total_ms: "2345",
      checks_passed: "1",
      checks_failed: "1",
      checks_undecided: "1",
      rating: "4",
      winner: "true",
      "parameter:temperature": "0.7",
      "parameter:stop": '["END"]',
    })
    expect(second).toMatchObject({
      column: "B",
      status: "failed",
      error_code: "upstream_balance",
      cost_usd: "",
    })
  })

  test("what came from the cache says so, and what that saved", () => {
    const kept = result({ cost: 0, fromCache: { ageMs: 90_000, savedCost: 0.0042 } })
    const [first, second] = lines(toCsv(comparison({ results: [kept, result()] })))
    expect(first).toMatchObject({ cost_usd: "0", from_cache: "true", cache_saved_usd: "0.0042" })
    expect(second).toMatchObject({ from_cache: "false", cache_saved_usd: "" })
    const document = JSON.parse(toJson(comparison({ results: [kept] })))
    expect(document.results[0].fromCache).toEqual({ ageMs: 90_000, savedCost: 0.0042 })
    expect(toMarkdown(comparison({ results: [kept] }), englishTexts)).toContain("From cache: yes")
    expect(toHtml(comparison({ results: [kept] }), chineseTexts)).toContain("<dt>来自缓存</dt><dd>是</dd>")
  })

  test.each([
    '=HYPERLINK("http://evil")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    '=cmd|" /C calc"!A0\nsecond line',
    "|calc",
  ])("a spreadsheet does not run an answer: %j", (text) => {
    const [line] = lines(toCsv(comparison({ results: [result({ text })] })))
    expect(line?.output).toBe(`'${text}`)
  })

  test("nor a variable, a note or a name", () => {
    const [column] = comparison().columns as [ComparedColumn]
    const csv = toCsv(
      comparison({
        columns: [{ ...column, name: "=A" }],
        variables: { names: ["=n"], rows: [{ "=n": "=v" }] },
        results: [result({ judgement: { rating: null, note: "=n", winner: false } })],
      }),
    )
    expect(lines(csv)[0]).toMatchObject({ column: "'=A", "variable:=n": "'=v", note: "'=n" })
  })

  test("negative numbers stay numbers; quotes, line breaks and Chinese come back as they were", () => {
    const [column] = comparison().columns as [ComparedColumn]
    const text = '他说："好"，\n然后走了'
    const csv = toCsv(
      comparison({
        columns: [{ ...column, parameters: { presence_penalty: -1.5 } }],
        results: [result({ text })],
      }),
    )
    expect(csv.startsWith("\ufeff")).toBe(true)
    expect(lines(csv)[0]).toMatchObject({ "parameter:presence_penalty": "-1.5", output: text })
  })
})

describe("HTML", () => {
  const hostile = `<script>alert(1)</script><img src=x onerror='x'>"&`

  test("nothing that anybody wrote becomes a tag or leaves its place", () => {
    const [column] = comparison().columns as [ComparedColumn]
    const html = toHtml(
      comparison({
        title: hostile,
        prompt: { mode: "completion", text: `</pre>${hostile}` },
        variables: { names: [hostile], rows: [{ [hostile]: hostile }] },
        columns: [
          {
            ...column,
            name: hostile,
            model: hostile,
            connectionName: hostile,
            parameters: { [hostile]: hostile },
            differences: [{ name: hostile, value: hostile }],
          },
        ],
        results: [
          result({
            text: hostile,
            reasoning: hostile,
            error: { code: hostile, message: hostile },
            checks: [{ label: hostile, passed: false }],
            judgement: { rating: 1, note: hostile, winner: true },
          }),
        ],
      }),
      englishTexts,
    )
    expect(html).not.toMatch(/<script|<img|onerror='/)
    expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThan(12)
  })

  test("it asks for nothing and runs nothing", () => {
    const html = toHtml(comparison(), englishTexts)
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/\b(src|href|url)\s*[=(]|@import|<script/)
  })

  test("says what was tried, what came and what was thought of it", () => {
    const html = toHtml(comparison(), englishTexts)
    for (const said of [
      "Be brief.",
      "temperature: 0.7 → 1.3",
      "stop: [&quot;END&quot;] → not sent",
      "1,234 (estimated)",
    ])
      expect(html).toContain(said)
    for (const said of [
      "✓ passed",
      "✗ failed",
      "★★★★☆ 4/5",
      "winner",
      "The account has no balance left.",
      "$0.00012",
    ])
      expect(html).toContain(said)
  })

  test("in Chinese, all of it", () => {
    const html = toHtml(comparison(), chineseTexts)
    expect(html).toContain('<html lang="zh-CN">')
    expect(html).toContain("提示词")
    for (const english of ["Prompt", "Columns", "Results", "Total", "winner"])
      expect(html).not.toContain(english)
  })

  test("each row shows its values, each repetition its number", () => {
    const html = toHtml(
      comparison({
        variables: { names: ["city"], rows: [{ city: "Oslo" }, { city: "北京" }] },
        results: [
          result({ row: 1, sample: 1, text: "second" }),
          result({ row: 1, text: "first" }),
          result({ text: "zero" }),
        ],
      }),
      englishTexts,
    )
    expect(html.indexOf("Oslo")).toBeLessThan(html.indexOf("zero"))
    expect(html.indexOf("北京")).toBeGreaterThan(html.indexOf("zero"))
    expect(html.indexOf("first")).toBeLessThan(html.indexOf("second"))
    expect(html).toContain("Sample 2")
  })
})

describe("Markdown", () => {
  test("an answer cannot break out of its fence", () => {
    const text = "```\ncode\n```\n````\n# Not a heading"
    const markdown = toMarkdown(comparison({ results: [result({ text })] }), englishTexts)
    expect(markdown).toContain(`\`\`\`\`\`text\n${text}\n\`\`\`\`\``)
  })

  test("a name with pipes and marks stays in its cell", () => {
    const [column] = comparison().columns as [ComparedColumn]
    const markdown = toMarkdown(comparison({ columns: [{ ...column, name: "a|b <i>*c*" }] }), englishTexts)
    expect(markdown).toContain("| a\\|b \\<i\\>\\*c\\* |")
  })

  test("says what was tried, what came and what was thought of it", () => {
    const markdown = toMarkdown(comparison(), englishTexts)
    for (const said of [
      "# Greetings",
      "**System**",
      "*baseline*",
      "#### A — winner",
      "Rating: 4/5",
      "- ✓ passed: contains hello",
    ])
      expect(markdown).toContain(said)
    expect(markdown).toContain("**Error:** The account has no balance left.")
  })
})

test("an export without results is still a document", () => {
  const empty = comparison({ results: [] })
  expect(toCsv(empty)).toBe("\ufeff\r\n")
  expect(toHtml(empty, englishTexts)).toContain("sandbox-small")
  expect(toMarkdown(empty, englishTexts)).toContain("sandbox-small")
})
