import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { IntlProvider } from "use-intl"
import { describe, expect, test } from "vitest"
import { consensus } from "#lib/client/compare/consensus"
import { diffTexts } from "#lib/client/compare/diff-texts"
import { estimateBatch } from "#lib/client/compare/estimate-batch"
import { timelineOf } from "#lib/client/compare/timeline"
import type { Token } from "#lib/domain/outcome"
import english from "#messages/en"
import chinese from "#messages/zh-CN"
import { ComparisonSentence } from "./comparison-sentence"
import { ConsensusText } from "./consensus-text"
import { DiffText, firstDifferenceId } from "./diff-text"
import { EstimateLine } from "./estimate-line"
import { Timeline } from "./timeline"
import { TokensText } from "./tokens-text"

const html = (children: ReactNode, locale: "en" | "zh-CN" = "en") =>
  renderToStaticMarkup(
    <IntlProvider locale={locale} messages={locale === "en" ? english : chinese} timeZone="UTC">
      {children}
    </IntlProvider>,
  )
/** What is read out: the markup without its tags. */
const said = (children: ReactNode, locale: "en" | "zh-CN" = "en") =>
  html(children, locale)
    .replace(/<\/(p|dd|dt|th|td|span)>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim()

describe("DiffText", () => {
  test("who cannot see colours hears what was added and removed, once per change", () => {
    const diff = <DiffText id="b" {...diffTexts("one two three", "one four five three", "words")} />
    expect(said(diff)).toContain("one first differs here removed: two added: four five three")
    expect(html(diff)).toContain(`id="${firstDifferenceId("b")}"`)
  })

  test("says when it is the same, not there yet, or failed", () => {
    expect(said(<DiffText id="b" {...diffTexts("Same.", "Same.", "auto")} />)).toBe(
      "Identical to the baseline. Same.",
    )
    expect(said(<DiffText id="b" />)).toBe("Comparing…")
    expect(said(<DiffText id="b" failed />)).toContain("could not be computed")
  })

  test("a line break that was added is seen", () => {
    expect(said(<DiffText id="b" {...diffTexts("one two", "one\ntwo", "words")} />)).toContain("added: ↵")
  })

  test("says how coarse it is", () => {
    expect(said(<DiffText id="b" segments={[{ kind: "added", text: "x" }]} by="whole" coarse />)).toContain(
      "one replaces the other The answers have too little in common",
    )
  })
})

test("ConsensusText: what only one answer says is marked by more than colour, what some share says who", () => {
  const [first] = consensus(["All. Two. Mine.", "All. Two.", "All."])
  const view = <ConsensusText sentences={first} total={3} names={["A", "B", "C"]} index={0} />
  expect(said(view)).toContain("1 of 3 sentences said by all, 1 only here")
  expect(said(view)).toContain("only here: Mine.")
  expect(html(view)).toContain('title="Also in B"')
  expect(said(<ConsensusText sentences={first} total={1} />)).toContain("Two answers are needed")
})

describe("TokensText", () => {
  const token = (text: string, logprob: number | null): Token => ({ text, logprob, top: [] })
  const view = (tokens: Token[], text: string) => (
    <TokensText tokens={tokens} text={text} canContinue={false} onContinue={() => {}} />
  )

  test("each token has its shade, and one of them is reached with Tab", () => {
    const markup = html(view([token("Hi", 0), token(" you", Math.log(0.01)), token("?", null)], "Hi you?"))
    expect(markup.match(/data-p="[^"]*"[^>]*>(Hi| you|\?)</g)?.map((found) => found.slice(0, 10))).toEqual([
      'data-p="0"',
      'data-p="5"',
      'data-p="?"',
    ])
    expect(markup.match(/tabindex="0"/g)).toHaveLength(1)
  })

  test("what came without probabilities is not lost", () => {
    expect(said(view([token("Hi", 0)], "Hi there"))).toMatch(/there ?The rest came/)
    expect(said(view([], "Hi"))).toContain("Switch on “Log probabilities”")
  })
})

test("Timeline: whoever does not see the bars has every figure in a table", () => {
  const run = {
    attempts: [{ number: 1, startedAt: 1500, endedAt: 4000 }],
    startedAt: 1500,
    finishedAt: 4000,
    timing: { queueMs: 500, ttftMs: 800, totalMs: 2500, tokensPerSecond: 9 },
    text: "x",
    reasoning: "",
  }
  const timeline = timelineOf([{ name: "A", run }], 0)
  expect(said(<Timeline timeline={timeline} />)).toMatch(
    /Own queue Waiting Writing Total A 500 ms 800 ms 1.7 s 3 s$/,
  )
  expect(said(<Timeline timeline={timelineOf([], 0)} />)).toBe("Nothing has run yet.")
})

test("ComparisonSentence: one sentence, in both languages, and none without winners", () => {
  const summary = {
    fastest: { name: "A", value: 900, unknown: 0 },
    cheapest: { name: "B", value: 0.001, unknown: 1 },
    longest: { name: "B", value: 200, unknown: 0 },
  }
  expect(said(<ComparisonSentence summary={summary} />)).toBe(
    "A was fastest (900 ms), B was cheapest of those whose price is known ($0.001), and wrote the most (200 words).",
  )
  expect(said(<ComparisonSentence summary={summary} />, "zh-CN")).toBe(
    "A 最快（900 毫秒），B 在价格已知的列中费用最低（US$0.001），也写得最多（200 词）。",
  )
  expect(html(<ComparisonSentence summary={undefined} />)).toBe("")
})

describe("EstimateLine", () => {
  const estimate = {
    requests: 24,
    inputTokens: 3100,
    outputTokens: 12_000,
    cost: { low: 0.002, high: 0.031 },
  }
  test("says how many, how much and what it may cost", () => {
    expect(said(<EstimateLine estimate={estimate} />)).toBe(
      "Estimate: 24 requests · about 3.1K tokens in, up to 12K out · $0.002–$0.031",
    )
    expect(said(<EstimateLine estimate={estimate} />, "zh-CN")).toContain(
      "24 个请求 · 输入约 3100 token，输出最多 1.2万 token",
    )
  })

  test("says when the ceiling will stop it, and only then", () => {
    expect(said(<EstimateLine estimate={estimate} ceiling={0.01} />)).toContain("stops sending at $0.01")
    expect(said(<EstimateLine estimate={estimate} ceiling={1} />)).not.toContain("stops")
  })

  test("what nobody knows is not made up", () => {
    const unknown = { requests: 1, inputTokens: 5 }
    expect(said(<EstimateLine estimate={unknown} />)).toBe(
      "Estimate: 1 request · about 5 tokens in, answers of any length · cost — (a price is not known)",
    )
    expect(said(<EstimateLine estimate={{ ...estimate, cost: { low: 0.5 } }} />)).toContain("$0.50 or more")
    expect(said(<EstimateLine estimate={estimateBatch([], 0)} />)).toContain("free")
  })
})
