import type { Comparison, ExportTexts } from "./comparison.ts"
import { toCsv } from "./to-csv.ts"
import { toHtml } from "./to-html.ts"
import { toJson } from "./to-json.ts"
import { toMarkdown } from "./to-markdown.ts"

export type ExportFormat = "json" | "csv" | "markdown" | "html"

interface Writer {
  extension: string
  type: string
  write: (comparison: Comparison, texts: ExportTexts) => string
}

/** Every format that is text, by name. */
export const writers: Record<ExportFormat, Writer> = {
  json: { extension: "json", type: "application/json", write: toJson },
  csv: { extension: "csv", type: "text/csv;charset=utf-8", write: toCsv },
  markdown: { extension: "md", type: "text/markdown;charset=utf-8", write: toMarkdown },
  html: { extension: "html", type: "text/html;charset=utf-8", write: toHtml },
}
