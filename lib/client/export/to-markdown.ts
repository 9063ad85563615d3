import {
  type ComparedColumn,
  type ComparedResult,
  type Comparison,
  differenceTexts,
  type ExportTexts,
  parametersText,
  resultRows,
  rowValues,
} from "./comparison.ts"
import { endingOf, figuresOf, momentOf } from "./figures.ts"

/** For people who paste it somewhere. Prompts and outputs stand in fences, as they came: nothing in them acts as Markdown. */
export function toMarkdown(comparison: Comparison, texts: ExportTexts): string {
  const { word, locale } = texts
  return `${[
    `# ${inline(comparison.title)}`,
    `${word("exported")}: ${inline(momentOf(comparison.exportedAt, locale))}`,
    `## ${word("prompt")}`,
    ...promptParts(comparison, texts),
    `## ${word("columns")}`,
    columnTable(comparison.columns, texts),
    `## ${word("results")}`,
    ...resultRows(comparison).flatMap(({ row, results }) => [
      ...rowHeading(comparison, row, texts),
      ...results.flatMap((result) => resultParts(result, comparison, texts)),
    ]),
  ].join("\n\n")}\n`
}

function promptParts({ prompt }: Comparison, { word }: ExportTexts): string[] {
  if (prompt.mode === "completion") return [fenced(prompt.text)]
  return prompt.messages.flatMap(({ role, text }) => [`**${word(role)}**`, fenced(text)])
}

function columnTable(columns: ComparedColumn[], texts: ExportTexts): string {
  const { word } = texts
  const table = [
    [word("column"), word("model"), word("connection"), word("parameters"), word("differences")],
    ["---", "---", "---", "---", "---"],
    ...columns.map((column) => [
      inline(column.name),
      inline(column.model),
      inline(column.connectionName),
      inline(parametersText(column)),
      column.isBaseline
        ? `*${word("baseline")}*`
        : inline(differenceTexts(column, texts).join("; ")) || word("none"),
    ]),
  ]
  return table.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

function rowHeading(comparison: Comparison, row: number, { word }: ExportTexts): string[] {
  const values = rowValues(comparison, row)
  if (values.length === 0) return []
  return [
    `### ${word("row")} ${row + 1}`,
    values.map(([name, value]) => `- ${inline(name)}: ${inline(value)}`).join("\n"),
  ]
}

function resultParts(result: ComparedResult, comparison: Comparison, texts: ExportTexts): string[] {
  const { word } = texts
  const { checks = [], judgement } = result
  const samples = comparison.results.some(({ sample }) => sample > 0)
    ? `, ${word("sample")} ${result.sample + 1}`
    : ""
  const winner = judgement?.winner ? ` — ${word("winner")}` : ""
  const marks = new Map([
    [true, `✓ ${word("passed")}`],
    [false, `✗ ${word("failedCheck")}`],
    [null, `? ${word("undecided")}`],
  ])
  return [
    `#### ${inline(comparison.columns[result.column]?.name ?? "")}${samples}${winner}`,
    [endingOf(result, texts), ...figuresOf(result, texts).map(([name, value]) => `${name}: ${value}`)]
      .map(inline)
      .join(" · "),
    ...(result.error ? [`**${word("error")}:** ${inline(result.error.message)}`] : []),
    ...(result.reasoning ? [`**${word("thinking")}**`, fenced(result.reasoning)] : []),
    result.text === "" ? `*${word("noOutput")}*` : fenced(result.text),
    ...(checks.length > 0
      ? [checks.map(({ label, passed }) => `- ${marks.get(passed)}: ${inline(label)}`).join("\n")]
      : []),
    ...(typeof judgement?.rating === "number" ? [`${word("rating")}: ${judgement.rating}/5`] : []),
    ...(judgement?.note ? [`${word("note")}:`, fenced(judgement.note)] : []),
  ]
}

/** A text on one line of which nothing is read as a mark. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&")
    .trim()
}

/** A text as it is, between fences longer than any that it holds. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = "`".repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
