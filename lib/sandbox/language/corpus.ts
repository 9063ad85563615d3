import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/**
 * The training text, written by us as topics. A corpus file is a list of topics:
 *
 *     == kind: keywords that a prompt about this topic uses
 *     ^ an opening sentence
 *     a sentence of the pool
 *     $ a closing sentence
 *
 * `<a|b>` anywhere in a line is a choice, and may nest. `<subject>` stands for what a prompt is about.
 * A `frame` is a family of topics: its `%` rows fill the `{slots}` that the header names, and every row makes
 * a topic of its own. In a `raw` topic (code) every block between `--` lines is kept whole, line breaks included.
 */

export const kinds = ["prose", "list", "table", "raw", "story", "generic", "thinking"] as const
export type Kind = (typeof kinds)[number]
export type Language = "en" | "zh"

export interface Topic {
  language: Language
  kind: Kind
  keywords: string[]
  openings: string[]
  pool: string[]
  closings: string[]
}

function isKind(name: string): name is Kind {
  return (kinds as readonly string[]).includes(name)
}

/** Writes a row's values into a line; `{Name}` begins with a capital. */
function fill(line: string, values: ReadonlyMap<string, string>): string {
  return line.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = values.get(slot.toLowerCase()) ?? ""
    return slot[0] === slot[0]?.toLowerCase() ? value : value.charAt(0).toUpperCase() + value.slice(1)
  })
}

function parseFrame(language: Language, block: string): Topic[] {
  const [header = "", ...lines] = block.split("\n")
  const slots = header.slice("frame:".length).trim().split(/\s+/)
  const body = lines.filter((line) => !line.startsWith("% ")).join("\n")
  return lines
    .filter((line) => line.startsWith("% "))
    .map((row) => {
      const values = row.slice(2).split(" | ")
      const named = new Map(slots.map((slot, at) => [slot, values[at]?.trim() ?? ""]))
      return parseTopic(language, fill(`prose: ${values.slice(0, 2).join(" ")}\n${body}`, named))
    })
}

function parseTopic(language: Language, block: string): Topic {
  const [header = "", ...lines] = block.split("\n")
  const colon = header.indexOf(":")
  const kind = header.slice(0, colon).trim()
  if (!isKind(kind)) throw new Error(`Corpus: unknown kind "${kind}" in "${header}"`)
  const keywords = header
    .slice(colon + 1)
    .split(/[\s,，、]+/)
    .filter(Boolean)
  if (kind === "raw") {
    const pool = lines.join("\n").split(/^--$/m)
    return { language, kind, keywords, openings: [], pool: pool.map((text) => text.trim()), closings: [] }
  }
  const marked = (mark: string): string[] =>
    lines.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2).trim())
  const pool = lines.filter((line) => line.trim() && !/^[\^$] /.test(line)).map((line) => line.trim())
  return { language, kind, keywords, openings: marked("^"), pool, closings: marked("$") }
}

/** Reads one corpus file; its language is the beginning of its name (`en-coffee.txt`). */
export function parseCorpus(language: Language, text: string): Topic[] {
  return text
    .split(/^== /m)
    .slice(1)
    .flatMap((block) =>
      block.startsWith("frame:") ? parseFrame(language, block) : [parseTopic(language, block)],
    )
}

export const corpusFolder = join(import.meta.dirname.replace(/language$/, ""), "corpus")

/** All topics of the corpus, in the order of file names. */
export function readCorpus(folder: string = corpusFolder): Topic[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((name) =>
      parseCorpus(name.startsWith("zh") ? "zh" : "en", readFileSync(join(folder, name), "utf8")),
    )
}
