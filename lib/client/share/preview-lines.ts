import { differencesOf, type Fact } from "#lib/client/column-differences"
import { namedConnections } from "#lib/client/presets/named-connections"
import { columnLetter } from "#lib/client/workspace"
import type { Setup } from "#lib/domain/setup-schema"

/** A column in a line of the picture that chats show of a link. */
export interface PreviewLine {
  name: string
  model: string
  /** What tells it apart: "temperature 0.25". */
  facts: string[]
}

/** Most columns that have room. */
const mostLines = 4
const mostFacts = 3

/** The first columns of a setup, with what tells them apart, and how many more there are. */
export function previewLines(setup: Setup): { lines: PreviewLine[]; more: number } {
  const { of, same } = differencesOf(setup, namedConnections(setup))
  const isOne = setup.columns.length === 1
  const lines = setup.columns.slice(0, mostLines).map((column, index) => ({
    name: cut(column.name ?? columnLetter(index), 24),
    model: cut(column.model, 36),
    facts: (isOne ? same : (of.get(column.id) ?? []))
      .filter(({ kind, value }) => kind === "parameter" && value !== undefined)
      .slice(0, mostFacts)
      .map(factText),
  }))
  return { lines, more: setup.columns.length - lines.length }
}

/** The names of parameters are those of the request, in every language. */
function factText({ name, value }: Fact): string {
  return cut(`${name} ${Array.isArray(value) ? value.join(" ") : String(value)}`, 32)
}

/** By what a reader sees as one character: half of one is none. */
export function cut(text: string, most: number): string {
  const letters = [...new Intl.Segmenter().segment(text.slice(0, most * 8))].map(({ segment }) => segment)
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("")
}
