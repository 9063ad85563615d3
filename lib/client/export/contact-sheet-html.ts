import { type ContactSheet, type SheetCell, sheetRows } from "./contact-sheet.ts"
import type { SheetOptions } from "./contact-sheet-png.ts"
import { dataUrlOf } from "./data-url.ts"
import { escaped } from "./escaped.ts"
import { htmlPage } from "./html-page.ts"
import { htmlStyle } from "./html-style.ts"

/** What the page of a sheet says in a language. */
export interface SheetTexts {
  locale: string
  /** Stands where there is no picture. */
  missing: string
}

const style = `${htmlStyle}
table { border-collapse: separate; border-spacing: 16px; margin: 0 -16px; }
th { text-align: left; vertical-align: top; font-weight: 600; }
th[scope="row"] { width: 12em; min-width: 6em; }
td { vertical-align: top; min-width: 160px; }
td img { display: block; max-width: 100%; height: auto; border-radius: 4px; }
td figure { margin: 0; }
td figcaption { margin-top: 6px; }
td figcaption b { color: var(--ink); }
`

/**
 * A contact sheet as a page of its own, with the pictures in it (their addresses hold them: see embeddedSheet). It
 * asks for nothing and runs nothing.
 */
export function contactSheetHtml(sheet: ContactSheet, { locale, missing }: SheetTexts): string {
  const rows = sheetRows(sheet)
  const hasRowLabels = rows.some(({ label }) => label !== undefined)
  const head = sheet.columnLabels?.map((label) => `<th scope="col">${escaped(label)}</th>`).join("") ?? ""
  return htmlPage(
    { locale, title: sheet.title, style, images: "data:" },
    `<p class="soft">${escaped(sheet.note)}</p>
<table>
${head === "" ? "" : `<thead><tr>${hasRowLabels ? "<td></td>" : ""}${head}</tr></thead>`}
<tbody>
${rows
  .map(({ label, cells }) => {
    const first = hasRowLabels ? `<th scope="row">${escaped(label ?? "")}</th>` : ""
    return `<tr>${first}${cells.map((cell) => `<td>${cell ? figure(cell) : gap(missing, sheet)}</td>`).join("")}</tr>`
  })
  .join("\n")}
</tbody>
</table>`,
  )
}

function figure({ address, width, height, label, facts, alt }: SheetCell): string {
  const settings = facts.map(escaped).join(" · ")
  return `<figure><img src="${escaped(address)}" alt="${escaped(alt)}" width="${width}" height="${height}"><figcaption><b>${escaped(label)}</b><br>${settings}</figcaption></figure>`
}

/** Only in a grid with labels does an empty place mean something; else it is the end of the last row. */
function gap(missing: string, { columnLabels }: ContactSheet): string {
  return columnLabels ? `<p class="soft">${escaped(missing)}</p>` : ""
}

/** The sheet with every picture in its own address. Throws when one cannot be loaded, and the signal's reason. */
export async function embeddedSheet(
  sheet: ContactSheet,
  { onProgress, signal }: SheetOptions = {},
): Promise<ContactSheet> {
  const cells: ContactSheet["cells"] = []
  let done = 0
  for (const cell of sheet.cells) {
    if (!cell) {
      cells.push(undefined)
      continue
    }
    const response = await fetch(cell.address, { signal })
    if (!response.ok) throw new Error(`A picture could not be loaded (${response.status}).`)
    cells.push({ ...cell, address: await dataUrlOf(await response.blob()) })
    onProgress?.(++done)
  }
  return { ...sheet, cells }
}
