import { reportExport } from "#lib/client/api/report-export"
import type { ContactSheet } from "./contact-sheet.ts"
import type { SheetTexts } from "./contact-sheet-html.ts"
import type { SheetOptions } from "./contact-sheet-png.ts"
import { download } from "./download.ts"
import { fileNameOf } from "./file-name.ts"

export type SheetFormat = "png" | "html"

/** Makes a contact sheet and saves it as a file; answers how large the pictures are in it, 1: as they are. */
export async function downloadContactSheet(
  format: SheetFormat,
  sheet: ContactSheet,
  texts: SheetTexts,
  at: number,
  options: SheetOptions = {},
): Promise<number> {
  if (format === "html") {
    const { contactSheetHtml, embeddedSheet } = await import("./contact-sheet-html.ts")
    const html = contactSheetHtml(await embeddedSheet(sheet, options), texts)
    download(fileNameOf(sheet.title, at, "html"), "text/html;charset=utf-8", html)
    reportExport("sheet", "html", sheet.cells.filter(Boolean).length)
    return 1
  }
  const { contactSheetPng } = await import("./contact-sheet-png.ts")
  const { blob, scale } = await contactSheetPng(sheet, options)
  download(fileNameOf(sheet.title, at, "png"), "image/png", blob)
  reportExport("sheet", "png", sheet.cells.filter(Boolean).length)
  return scale
}
