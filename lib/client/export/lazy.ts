import { reportExport } from "#lib/client/api/report-export"
import type { Comparison, ExportTexts } from "./comparison.ts"
import { download } from "./download.ts"
import { fileNameOf } from "./file-name.ts"
import type { ExportFormat } from "./writers.ts"

export type { ExportFormat }

/** Loads what writes the formats; called early where an export is likely, for instance when its menu opens. */
export const loadWriters = () => import("./writers.ts")

/** A comparison as text in a format, for instance for the clipboard. */
export async function writtenComparison(
  format: ExportFormat,
  comparison: Comparison,
  texts: ExportTexts,
): Promise<string> {
  return (await loadWriters()).writers[format].write(comparison, texts)
}

/** Saves a comparison as a file. */
export async function downloadComparison(
  format: ExportFormat,
  comparison: Comparison,
  texts: ExportTexts,
): Promise<void> {
  const { extension, type, write } = (await loadWriters()).writers[format]
  download(fileNameOf(comparison.title, comparison.exportedAt, extension), type, write(comparison, texts))
  reportExport("comparison", extension, comparison.results.length)
}

/** Saves a picture of an element, for instance of the columns with all that is scrolled out of sight. */
export async function downloadPicture(element: HTMLElement, title: string, at: number): Promise<void> {
  const { toPng } = await import("./to-png.ts")
  download(fileNameOf(title, at, "png"), "image/png", await toPng(element))
  reportExport("comparison", "png", 1)
}
