import { expect, test } from "vitest"
import { contactSheetHtml } from "./contact-sheet-html.ts"

const texts = { locale: "en", missing: "No picture" }
const cell = (label: string) => ({
  address: "data:image/png;base64,AAAA",
  width: 512,
  height: 384,
  label,
  facts: ["Strength 0.4", "Seed 7"],
  alt: `${label}: a cat`,
})

test("the page holds pictures, settings and their texts for those who do not see them", () => {
  const sheet = { title: "A cat", columns: 2, cells: [cell("A"), cell("B")], note: "Made today" }
  const html = contactSheetHtml(sheet, texts)
  expect(html.match(/<img src="data:image\/png;base64,AAAA"/g)).toHaveLength(2)
  expect(html).toContain('alt="A: a cat" width="512" height="384"')
  expect(html).toContain("<b>B</b><br>Strength 0.4 · Seed 7")
})

test("whatever is in a prompt or a name is text: nothing of it runs", () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`
  const sheet = {
    title: evil,
    columns: 1,
    cells: [{ ...cell(evil), alt: evil, facts: [evil], address: `data:,"${evil}` }],
    columnLabels: [evil],
    rowLabels: [evil],
    note: evil,
  }
  const html = contactSheetHtml(sheet, texts)
  expect(html).not.toContain("<script")
  expect(html).not.toContain("<img src=x")
  expect(html.match(/<img /g)).toHaveLength(1)
  expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
})

test("a grid names its rows and columns, and says where there is no picture", () => {
  const sheet = {
    title: "",
    columns: 2,
    cells: [cell("A"), undefined],
    columnLabels: ["0.2", "0.4"],
    rowLabels: ["A dog"],
    note: "",
  }
  const html = contactSheetHtml(sheet, texts)
  expect(html).toContain('<th scope="col">0.4</th>')
  expect(html).toContain('<th scope="row">A dog</th>')
  expect(html).toContain("No picture")
  // Without labels it is only the end of the last row.
  const { columnLabels: _, rowLabels: __, ...bare } = sheet
  expect(contactSheetHtml(bare, texts)).not.toContain("No picture")
})
