import type { Topic } from "./corpus.ts"
import type { Random } from "./random.ts"
import { offerSynonyms } from "./synonyms.ts"

/** Innermost choices first, so that choices may nest. */
const choice = /<([^<>\n]*\|[^<>\n]*)>/

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)]
}

/** A number that differs from choice to choice, but is always the same for one. */
function spread(text: string): number {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum
}

/**
 * Resolves every `<a|b>` of a line. Each round takes the next option everywhere, so that rounds have few
 * combinations in common: a text that mixes the options of two rounds is one that nobody has written.
 */
export function choose(line: string, round: number): string {
  let text = line
  for (let match = choice.exec(text); match; match = choice.exec(text)) {
    const options = (match[1] ?? "").split("|")
    const chosen =
      options[(spread(text.slice(match.index - 12, match.index) + match[0]) + round) % options.length]
    text = text.slice(0, match.index) + (chosen ?? "") + text.slice(match.index + match[0].length)
  }
  return text
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = items.map((item) => ({ item, key: random() }))
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

/** Deals the pool out in hands of a few lines, so that every line is read equally often. */
function hands(pool: readonly string[], size: number, random: Random): string[][] {
  const deck = shuffled(pool, random)
  const dealt: string[][] = []
  while (deck.length > 0) dealt.push(deck.splice(0, size))
  return dealt
}

function compose(topic: Topic, body: string[], random: Random): string {
  const opening = pick(topic.openings, random)
  const closing = pick(topic.closings, random)
  const [first = [], last = []] = [opening, closing].map((line) => (line ? [line] : []))
  const space = topic.language === "en" ? " " : ""
  if (topic.kind === "list") {
    const bullets = body.map((line) => `- ${line}`).join("\n")
    return [...first, bullets, ...last].join("\n\n")
  }
  if (topic.kind === "table") {
    const [header, ...rows] = body
    return [...first, [header, ...rows].join("\n"), ...last].join("\n\n")
  }
  // A line of verse is written with \\n where it breaks.
  const lines = [...first, ...body, ...last].map((line) => line.replaceAll("\\n", "\n"))
  const turn = Math.ceil(lines.length / 2)
  // Two paragraphs now and then: the model learns where a paragraph may end.
  if (topic.kind === "prose" && lines.length > 5) {
    return `${lines.slice(0, turn).join(space)}\n\n${lines.slice(turn).join(space)}`
  }
  return lines.join(space)
}

const bodySize = 5

function express(topic: Topic, body: string[], round: number, random: Random): string {
  return choose(offerSynonyms(compose(topic, body, random), topic.language), round)
}

/**
 * Writes documents from a topic: an opening, some sentences of the pool, a closing. Each round uses every
 * sentence of the pool once.
 */
export function writeDocuments(topic: Topic, rounds: number, random: Random): string[] {
  const documents: string[] = []
  for (let round = 0; round < rounds; round++) {
    if (topic.kind === "raw") {
      documents.push(...topic.pool.map((block) => choose(block, round)))
    } else if (topic.kind === "table") {
      const [header = "", rule = "", ...rows] = topic.pool
      for (const hand of hands(rows, bodySize, random)) {
        documents.push(express(topic, [header, rule, ...hand], round, random))
      }
    } else {
      for (const hand of hands(topic.pool, bodySize, random)) {
        documents.push(express(topic, hand, round, random))
      }
    }
  }
  return documents
}
