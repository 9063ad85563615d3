/** The word filter with 10,000 words: what a delta, a prompt and a change of the lists cost. */
import { ScreenedOutput } from "#lib/server/engine/screening/screened-output"
import { findWords } from "#lib/server/engine/screening/text-screener"
import { buildMatcher, type WordMatcher } from "#lib/server/engine/screening/word-matcher"
import { listedWords } from "./rig/listed-words.ts"
import { aim, table } from "./rig/report.ts"

/** Time of the processor that this thread has used, in ms: what else the machine does is not counted. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const list = (name: string, content: string[], strict: boolean) => ({
  id: name,
  name,
  category: "own",
  language: "",
  action: "mask" as const,
  scope: "both" as const,
  strict,
  words: content,
})

/** Texts like a model's, a few characters at a time. */
const texts = {
  English: "The quick brown fox jumps over the lazy dog and then reads a long letter from an old friend. ",
  Chinese: "今天天气很好，我们一起去公园散步，看看花草树木，然后在湖边的小店里喝一杯热茶，聊聊最近的工作。",
}

function microsecondsPerDelta(matcher: WordMatcher, text: string): number {
  const pieces = text.match(/.{1,4}/gs) ?? []
  const once = () => {
    const output = new ScreenedOutput(matcher, { onFound: () => undefined, onAlternative: () => undefined })
    for (let repeat = 0; repeat < 20; repeat++) for (const piece of pieces) output.write(piece)
  }
  for (let warm = 0; warm < 20; warm++) once()
  return (meanMs(100, once) * 1000) / (20 * pieces.length)
}

/** The clock of a thread ticks every few ms: only many calls together can be measured. */
function meanMs(times: number, call: () => void): number {
  const start = cpuMs()
  for (let count = 0; count < times; count++) call()
  return (cpuMs() - start) / times
}

/** How long building takes, and the longest stretch of it in which nothing else could run. */
async function building(lists: Parameters<typeof buildMatcher>[0]) {
  const start = cpuMs()
  let since = start
  let longest = 0
  await buildMatcher(lists, async () => {
    longest = Math.max(longest, cpuMs() - since)
    await new Promise<void>((resolve) => setImmediate(resolve))
    since = cpuMs()
  })
  return { total: cpuMs() - start, longest }
}

const lists = [
  list("plain", listedWords.slice(0, 5000), false),
  list("strict", listedWords.slice(5000), true),
]
const first = await building(lists)
const again = await building(lists)
const [none, full] = [await buildMatcher([]), await buildMatcher(lists)]

const deltas = Object.entries(texts).map(([text, content]) => ({
  text,
  "no words": microsecondsPerDelta(none, content),
  "10,000 words": microsecondsPerDelta(full, content),
}))
table("a delta of four characters, in µs", deltas)

const prompt = texts.English.repeat(16) + texts.Chinese.repeat(30)
const promptMs = meanMs(500, () => findWords(prompt, full))
table("once, in ms", [
  { what: `a prompt of ${prompt.length} characters`, ms: promptMs },
  { what: "building, first time", ms: first.total },
  { what: "building, again", ms: again.total },
])
aim("a delta with 10,000 words", Math.max(...deltas.map((row) => row["10,000 words"])), 50, "µs")
aim(`a prompt of ${prompt.length} characters`, promptMs, 2, "ms")
aim("the longest stretch of building in which nothing else runs", first.longest, 50, "ms")
