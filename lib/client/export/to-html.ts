import {
  type ComparedColumn,
  type ComparedResult,
  type Comparison,
  differenceTexts,
  type ExportTexts,
  parameterText,
  resultRows,
  rowValues,
} from "./comparison.ts"
import { escaped } from "./escaped.ts"
import { endingOf, figuresOf, momentOf } from "./figures.ts"
import { htmlPage } from "./html-page.ts"
import { htmlStyle } from "./html-style.ts"

/**
 * A page of its own, to be opened anywhere and years later. It asks for nothing and runs nothing: whatever came from a
 * model, a person or a provider is text, and the page's own policy forbids the rest.
 */
export function toHtml(comparison: Comparison, texts: ExportTexts): string {
  const { word, locale } = texts
  return htmlPage(
    { locale, title: comparison.title, style: htmlStyle },
    `<p class="soft">${word("exported")}: ${escaped(momentOf(comparison.exportedAt, locale))}</p>
<h2>${word("prompt")}</h2>
${promptPart(comparison, texts)}
<h2>${word("columns")}</h2>
<div class="columns">${comparison.columns.map((column) => columnPart(column, texts)).join("\n")}</div>
<h2>${word("results")}</h2>
${resultRows(comparison)
  .map(({ row, results }) => rowPart(comparison, row, results, texts))
  .join("\n")}`,
  )
}

function promptPart({ prompt }: Comparison, { word }: ExportTexts): string {
  const part = (text: string, caption = "") =>
    `<figure class="prompt">${caption}<pre>${escaped(text)}</pre></figure>`
  return prompt.mode === "completion"
    ? part(prompt.text)
    : prompt.messages.map(({ role, text }) => part(text, `<figcaption>${word(role)}</figcaption>`)).join("\n")
}

function columnPart(column: ComparedColumn, texts: ExportTexts): string {
  const { word } = texts
  const differences = differenceTexts(column, texts)
  return `<section><h4>${escaped(column.name)}${column.isBaseline ? ` ${tag(word("baseline"))}` : ""}</h4>${pairs(
    [
      [word("model"), column.model],
      [word("connection"), column.connectionName],
      ...Object.entries(column.parameters).map(([name, value]): [string, string] => [
        name,
        parameterText(value),
      ]),
    ],
  )}${
    differences.length > 0
      ? `<p class="soft">${word("differences")}:</p>${list(differences.map(escaped))}`
      : ""
  }</section>`
}

function rowPart(comparison: Comparison, row: number, results: ComparedResult[], texts: ExportTexts): string {
  const values = rowValues(comparison, row)
  const heading = values.length > 0 ? `<h3>${texts.word("row")} ${row + 1}</h3>${pairs(values)}` : ""
  const hasSamples = comparison.results.some(({ sample }) => sample > 0)
  const columns = comparison.columns.map(({ name }, index) => {
    const own = results.filter(({ column }) => column === index)
    return `<section><h4>${escaped(name)}</h4>${own.map((result) => resultPart(result, hasSamples, texts)).join("\n")}</section>`
  })
  return `${heading}<div class="columns">${columns.join("\n")}</div>`
}

function resultPart(result: ComparedResult, hasSamples: boolean, texts: ExportTexts): string {
  const { word } = texts
  const { judgement, checks = [] } = result
  const sample = hasSamples ? `${word("sample")} ${result.sample + 1} · ` : ""
  const marks = new Map([
    [true, `<span class="passed">✓ ${word("passed")}</span>`],
    [false, `<span class="failed">✗ ${word("failedCheck")}</span>`],
    [null, `<span class="soft">? ${word("undecided")}</span>`],
  ])
  return [
    `<article><p class="soft">${sample}${escaped(endingOf(result, texts))}`,
    judgement?.winner ? ` ${tag(word("winner"))}` : "",
    "</p>",
    result.error ? `<p class="failed">${word("error")}: ${escaped(result.error.message)}</p>` : "",
    result.reasoning
      ? `<figure class="thinking"><figcaption>${word("thinking")}</figcaption><pre>${escaped(result.reasoning)}</pre></figure>`
      : "",
    result.text === ""
      ? `<p class="soft">${word("noOutput")}</p>`
      : `<pre class="output">${escaped(result.text)}</pre>`,
    pairs(figuresOf(result, texts)),
    list(checks.map(({ label, passed }) => `${marks.get(passed)}: ${escaped(label)}`)),
    typeof judgement?.rating === "number"
      ? `<p>${word("rating")}: ${"★".repeat(judgement.rating)}${"☆".repeat(5 - judgement.rating)} ${judgement.rating}/5</p>`
      : "",
    judgement?.note
      ? `<figure><figcaption>${word("note")}</figcaption><pre>${escaped(judgement.note)}</pre></figure>`
      : "",
    "</article>",
  ].join("")
}

function pairs(all: [string, string][]): string {
  const lines = all.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
  return lines.length > 0 ? `<dl>${lines.join("")}</dl>` : ""
}

/** Of items that are HTML already. */
function list(items: string[]): string {
  return items.length > 0 ? `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>` : ""
}

function tag(html: string): string {
  return `<span class="tag">${html}</span>`
}
