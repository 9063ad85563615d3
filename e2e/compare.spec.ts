import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { chooseModel, columnA, expect, openPlayground, test } from "./fixtures.ts"

// Room for four columns beside the prompt.
test.use({ viewport: { width: 1800, height: 900 } })

test.beforeEach(async ({ page }) => openPlayground(page))

const column = (page: Page, name: string) => page.getByRole("region", { name: `Column ${name}`, exact: true })
const output = (page: Page, name: string) => column(page, name).getByRole("log", { name: "Output" })
const letters = (page: Page) =>
  page
    .locator("[data-column]")
    .evaluateAll((sections) => sections.map((section) => section.getAttribute("aria-label")))
const addColumn = (page: Page) => page.getByRole("button", { name: "Add column" }).click()

async function inMenuOf(page: Page, name: string, entry: string) {
  await column(page, name)
    .getByRole("button", { name: `Menu of column ${name}` })
    .click()
  await page.getByRole("menuitem", { name: entry }).click()
}

async function inCompareMenu(page: Page, entry: string) {
  await page.getByRole("button", { name: "More for all columns" }).click()
  await page.getByRole("menu").getByText(entry, { exact: true }).click()
}

/** Writes a prompt and makes columns of these temperatures; the model is the quick one. */
async function prepare(page: Page, temperatures: number[], prompt = "Describe the sea.", maxTokens = 30) {
  const a = columnA(page)
  await a.prompt.fill(prompt)
  await a.model.selectOption("sandbox\nsandbox-fast")
  await a.column.getByRole("spinbutton", { name: "Max tokens" }).fill(String(maxTokens))
  for (const [index, temperature] of temperatures.entries()) {
    if (index > 0) await addColumn(page)
    const last = page.locator("[data-column]").last()
    await last.getByRole("slider", { name: "Temperature" }).fill(String(temperature))
  }
}

/** Presses Run and waits until every column shows its figures. */
async function runAll(page: Page, columns: number) {
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(columns)
}

test("add a column, change one thing, run both: chips say what differs, the outputs stand side by side", async ({
  page,
  api,
}) => {
  await prepare(page, [0.2])
  await addColumn(page)
  await expect(column(page, "B").getByRole("slider", { name: "Temperature" })).toBeFocused()
  await page.keyboard.press("End")
  await expect(column(page, "B").getByRole("list", { name: "What differs" })).toHaveText("Temperature2")
  await expect(column(page, "A").getByRole("list", { name: "What differs" })).toHaveText("Temperature0.2")
  await page.getByRole("button", { name: "same in all: 3 settings" }).click()
  await expect(page.getByRole("dialog", { name: "Settings that all columns share" })).toContainText(
    "Max tokens30",
  )
  await page.keyboard.press("Escape")
  await expect(page.getByText("2 requests", { exact: true })).toBeVisible()
  await expect(page.getByText(/tokens in, up to 60 out/)).toBeVisible()
  await runAll(page, 2)
  await expect(output(page, "A")).toContainText(/\w+ \w+/)
  await expect(output(page, "B")).toContainText(/\w+ \w+/)
  const { batches } = await (await api.http.get("/api/batches")).json()
  expect(batches).toHaveLength(1)
  expect(batches[0].counts).toEqual({ succeeded: 2 })
})

test("more than one difference is said mildly; any column can be the baseline", async ({ page }) => {
  await prepare(page, [0.2, 1.1])
  await column(page, "B").getByRole("slider", { name: "Top P" }).fill("0.5")
  await expect(column(page, "B").getByRole("button", { name: /2 things differ/ })).toBeVisible()
  await inMenuOf(page, "B", "Make it the baseline")
  await expect(column(page, "B").getByText("Baseline", { exact: true })).toBeVisible()
  await expect(column(page, "A").getByRole("button", { name: /2 things differ/ })).toBeVisible()
})

test("columns are renamed, duplicated, moved by keys and by dragging, removed and brought back", async ({
  page,
}) => {
  await prepare(page, [0.1, 0.5, 1])
  await inMenuOf(page, "B", "Rename…")
  await page.getByRole("textbox", { name: "New name of column B" }).fill("Mild")
  await page.keyboard.press("Enter")
  await expect(column(page, "Mild")).toBeVisible()
  await column(page, "Mild")
    .getByRole("button", { name: /^Column Mild/ })
    .focus()
  await page.keyboard.press("ArrowLeft")
  expect(await letters(page)).toEqual(["Column Mild", "Column B", "Column C"])
  await expect(page.getByText("Column Mild moved to place 1 of 3")).toBeAttached()
  await inMenuOf(page, "C", "Duplicate column")
  expect(await letters(page)).toEqual(["Column Mild", "Column B", "Column C", "Column D"])
  await expect(column(page, "D").getByRole("spinbutton", { name: "Temperature" })).toHaveValue("1")
  await inMenuOf(page, "Mild", "Remove column")
  expect(await letters(page)).toEqual(["Column A", "Column B", "Column C"])
  await page.getByRole("button", { name: "Undo" }).last().click()
  expect(await letters(page)).toEqual(["Column Mild", "Column B", "Column C", "Column D"])
  const from = await column(page, "Mild").locator("header").boundingBox()
  const to = await column(page, "C").boundingBox()
  await page.mouse.move((from?.x ?? 0) + 200, (from?.y ?? 0) + 60)
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 250, (to?.y ?? 0) + 200, { steps: 8 })
  await page.mouse.move((to?.x ?? 0) + (to?.width ?? 0) - 20, (to?.y ?? 0) + 200, { steps: 4 })
  await page.mouse.up()
  expect(await letters(page)).toEqual(["Column A", "Column B", "Column Mild", "Column D"])
})

test("selected columns move together, and a slider whose ranges differ is locked with the reason", async ({
  page,
}) => {
  await prepare(page, [0.1, 0.5])
  await column(page, "A")
    .getByRole("button", { name: /^Column A/ })
    .click()
  await column(page, "B")
    .getByRole("button", { name: /^Column B/ })
    .click()
  await expect(column(page, "A").getByText("Moves together: A, B")).toBeVisible()
  await column(page, "A").getByRole("slider", { name: "Temperature" }).fill("1.4")
  await expect(column(page, "B").getByRole("spinbutton", { name: "Temperature" })).toHaveValue("1.4")
  await column(page, "B").getByRole("combobox", { name: "Model" }).selectOption("sandbox\nsandbox-thinking")
  await expect(
    column(page, "B").getByText("Locked: sandbox-fast in column A does not take it.").first(),
  ).toBeVisible()
  await expect(column(page, "B").getByRole("switch", { name: "Thinking" }).first()).toBeDisabled()
})

test("a column may have a prompt of its own, says so, and goes back to the shared one", async ({
  page,
  api,
}) => {
  await prepare(page, [0.1, 0.1])
  await column(page, "B").getByRole("button", { name: "Own prompt" }).click()
  const own = column(page, "B").getByRole("textbox", { name: "Prompt of column B" })
  await expect(own).toBeFocused()
  await expect(own).toHaveValue("Describe the sea.")
  await own.fill("Describe the moon.")
  await runAll(page, 2)
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs.map(({ promptPreview }: { promptPreview: string }) => promptPreview).sort()).toEqual([
    "Describe the moon.",
    "Describe the sea.",
  ])
  await column(page, "B").getByRole("button", { name: "What this column has of its own" }).click()
  await page.getByRole("button", { name: "Reset to shared" }).first().click()
  await expect(column(page, "B").getByText("same as the baseline")).toBeVisible()
})

test("one failing column does not touch another, and only it is retried", async ({ page, api }) => {
  await prepare(page, [0.1, 0.5])
  await column(page, "B").getByRole("button", { name: "Menu of column B" }).click()
  const tests = page.getByRole("menuitemcheckbox", { name: "Show test models" })
  if ((await tests.getAttribute("aria-checked")) === "true") await page.keyboard.press("Escape")
  else await tests.click()
  await column(page, "B").getByRole("combobox", { name: "Model" }).selectOption("sandbox\nfault-402")
  await runAll(page, 2)
  await expect(output(page, "A")).toContainText(/\w+ \w+/)
  await expect(column(page, "B").getByText("Failed", { exact: true })).toBeVisible()
  await column(page, "B").getByRole("combobox", { name: "Model" }).selectOption("sandbox\nsandbox-fast")
  await page.getByRole("button", { name: "Retry what failed (1)" }).click()
  await expect(output(page, "B")).toContainText(/\w+ \w+/)
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs).toHaveLength(3)
})

test("Alt+Enter runs the column with the focus, Escape stops it, and others go on over one connection", async ({
  page,
}) => {
  const streams: string[] = []
  page.on("request", (request) => {
    if (/\/api\/batches$|\/events/.test(request.url()) && request.method() !== "OPTIONS")
      streams.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  await prepare(page, [0.1])
  // It goes silent in the middle, and so is still writing when the others are looked at.
  await chooseModel(page, "fault-stall")
  await addColumn(page)
  await addColumn(page)
  for (const name of ["A", "B", "C"]) {
    await column(page, name).getByRole("combobox", { name: "Model" }).focus()
    await page.keyboard.press("Alt+Enter")
    await expect(column(page, name).getByText(/^Writing ·/)).toBeVisible()
  }
  expect(streams).toEqual(["POST /api/batches"])
  await column(page, "B").getByRole("combobox", { name: "Model" }).focus()
  await page.keyboard.press("Escape")
  await expect(column(page, "B").getByText("Stopped", { exact: true })).toBeVisible()
  await expect(column(page, "A").getByText(/^Writing ·/)).toBeVisible()
  await page.getByRole("button", { name: "Stop", exact: true }).click()
  await expect(column(page, "A").getByText("Stopped", { exact: true })).toBeVisible()
  await expect(column(page, "C").getByText("Stopped", { exact: true })).toBeVisible()
})

test("twelve columns: the queue says places, a reload in the middle loses nothing", async ({ page }) => {
  await prepare(page, [0.7], "Tell a story about the sea.", 15)
  await chooseModel(page, "fault-slow")
  for (let n = 1; n < 12; n++) await addColumn(page)
  await expect(page.getByRole("button", { name: "Add column" })).toBeDisabled()
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(column(page, "L").getByText(/^Queued, place \d/)).toBeVisible()
  await expect(page.getByText(/of 12 done/)).toBeVisible()
  await page.reload()
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(12, { timeout: 40_000 })
  for (const name of ["A", "F", "L"]) await expect(output(page, name)).toContainText(/\w+ \w+ \w+/)
})

test("samples are flipped through, each with an output of its own", async ({ page }) => {
  await prepare(page, [1.5])
  await columnA(page).column.getByRole("spinbutton", { name: "Samples" }).fill("3")
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeDisabled()
  const stack = column(page, "A").getByRole("group", { name: "Samples" })
  await expect(stack).toContainText("1/3")
  const first = await output(page, "A").innerText()
  await stack.getByRole("button", { name: "Next sample" }).click()
  await expect(stack).toContainText("2/3")
  await expect(output(page, "A")).not.toHaveText(first)
})

test("variables pasted from a spreadsheet run row by row; the table opens into columns", async ({ page }) => {
  await prepare(page, [0.1], "Write about {{topic}}.")
  const cell = page.getByRole("textbox", { name: /topic/ }).first()
  await cell.focus()
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/plain", "topic\tmood\nthe sea\tcalm\na lamp\tdark\n雨\t安静")
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await addColumn(page)
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByRole("grid").last().getByText("3 of 3 · free").first()).toBeVisible()
  await page
    .getByRole("grid", { name: "Results" })
    .getByRole("row")
    .nth(3)
    .getByRole("gridcell")
    .last()
    .click()
  await expect(page.getByText("Row 3 of 3")).toBeVisible()
  await expect(output(page, "B")).toContainText(/\S/)
})

test("a row without a value keeps the run back and says which", async ({ page }) => {
  const { prompt, run } = columnA(page)
  await prompt.fill("Write about {{topic}}.")
  await expect(run).toBeDisabled()
  await expect(page.getByText("Row 1 of the variables has no value for topic.").first()).toBeVisible()
  await page.getByRole("textbox", { name: /topic/ }).fill("the sea")
  await expect(run).toBeEnabled()
})

test("read together: diff, consensus, timeline, and what sets the columns apart", async ({ page }) => {
  await prepare(page, [0, 1.6], "Describe the sea in the morning.", 60)
  await column(page, "B").getByRole("spinbutton", { name: "Max tokens" }).fill("12")
  await runAll(page, 2)
  await expect(page.getByRole("region", { name: "Comparison" })).toContainText(/A wrote the most/)
  await page.getByRole("radio", { name: "Diff" }).check()
  await expect(output(page, "A")).toContainText("The baseline")
  await expect(output(page, "B").locator("ins, del").nth(2)).toBeVisible()
  await page.getByRole("button", { name: "Go to the first difference" }).click()
  await expect(output(page, "B").getByText("first differs here")).toBeInViewport()
  await page.getByRole("radio", { name: "Consensus" }).check()
  await expect(output(page, "A")).toContainText(/sentences? said by all/)
  await page.getByRole("radio", { name: "Timeline" }).check()
  await expect(page.getByText("Since the first request")).toBeVisible()
  await page.getByRole("radio", { name: "Answers" }).check()
  await expect(output(page, "B").locator("ins")).toHaveCount(0)
})

test("tokens: how likely each was, and another one taken instead begins a new column", async ({
  page,
  api,
}) => {
  await page.getByRole("radio", { name: "Raw text" }).check()
  await prepare(page, [0], "The sea in the morning", 20)
  await column(page, "A").getByRole("button", { name: "More settings" }).click()
  await column(page, "A").getByRole("switch", { name: "Send Log probabilities" }).click()
  await runAll(page, 1)
  await page.getByRole("radio", { name: "Tokens" }).check()
  const tokens = output(page, "A").locator("[data-token]")
  await tokens.first().focus()
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  await page
    .getByRole("button", { name: /continue/i })
    .first()
    .click()
  await expect(page.locator("[data-column]")).toHaveCount(2)
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(2)
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs[0].promptPreview.startsWith("The sea in the morning")).toBe(true)
  expect(runs[0].promptPreview.length).toBeGreaterThan("The sea in the morning".length)
})

test("judge blind: names hidden, order drawn, revealed with ratings that History keeps", async ({
  page,
  api,
}) => {
  await prepare(page, [0, 1.6])
  await runAll(page, 2)
  await inCompareMenu(page, "Blind judging")
  await expect(column(page, "1")).toBeVisible()
  await expect(page.getByRole("list", { name: "What differs" })).toHaveCount(0)
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(0)
  await column(page, "1").getByRole("radio", { name: /^4/ }).click()
  await column(page, "2")
    .getByRole("button", { name: /winner/i })
    .click()
  await page.getByRole("button", { name: "Reveal" }).click()
  await expect(column(page, "A")).toBeVisible()
  await expect
    .poll(async () => {
      const { runs } = await (await api.http.get("/api/runs")).json()
      return runs
        .map(({ judgement }: { judgement: { rating: number | null; winner: boolean } }) => judgement)
        .map(({ rating, winner }: { rating: number | null; winner: boolean }) => `${rating} ${winner}`)
        .sort()
    })
    .toEqual(["4 false", "null true"])
})

test("checks: passed or failed at each output, bounded, and looked at again when they change", async ({
  page,
}) => {
  await prepare(page, [0, 1.6])
  await page.getByRole("button", { name: /^Checks/ }).click()
  await page.getByRole("button", { name: "Add check" }).click()
  await page.getByRole("menuitem", { name: "Matches a pattern" }).click()
  const pattern = page.getByRole("textbox", { name: "Regular expression" })
  await pattern.fill("(")
  await expect(page.getByText(/Invalid regular expression|Unterminated group/)).toBeVisible()
  await pattern.fill("[a-z]+")
  await runAll(page, 2)
  await expect(column(page, "A").getByText("1 of 1 check passed")).toBeVisible()
  await pattern.fill("^(\\w+\\s?)*\\$$")
  await expect(column(page, "A").getByText("0 of 1 check passed")).toBeVisible()
})

test("the comparison is exported in every format, and holds what was seen", async ({ page }) => {
  await prepare(page, [0, 1.2])
  await runAll(page, 2)
  const text = (await output(page, "A").innerText()).trim().slice(0, 20)
  for (const [format, ending] of [
    ["JSON", ".json"],
    ["CSV", ".csv"],
    ["Markdown", ".md"],
    ["Web page (HTML)", ".html"],
    ["Picture of what is shown (PNG)", ".png"],
  ] as const) {
    const waiting = page.waitForEvent("download")
    await inCompareMenu(page, format)
    const download = await waiting
    expect(download.suggestedFilename()).toContain(ending)
    const content = await readFile(await download.path())
    if (ending === ".png") expect(content.subarray(1, 4).toString()).toBe("PNG")
    else expect(content.toString()).toContain(text.split("\n")[0])
  }
})

test("a comparison comes back from History with its columns and results", async ({ page, api }) => {
  await prepare(page, [0, 1.2])
  await runAll(page, 2)
  const [text = ""] = (await output(page, "B").innerText()).split("\n")
  const { batches } = await (await api.http.get("/api/batches")).json()
  await page.evaluate(() => localStorage.clear())
  await page.goto(`/playground?batch=${batches[0].id}`)
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(2)
  await expect(output(page, "B")).toContainText(text)
  await expect(column(page, "B").getByRole("list", { name: "What differs" })).toHaveText("Temperature1.2")
})

test("outputs scroll together, unless that is switched off", async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 320 })
  await page.getByRole("radio", { name: "Raw text" }).check()
  await prepare(page, [0.4, 1.2], "The sea", 300)
  await inCompareMenu(page, "Fold all settings")
  await runAll(page, 2)
  const scroller = (name: string) => output(page, name).locator("xpath=../..")
  await scroller("A").evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(() => scroller("B").evaluate(({ scrollTop }) => scrollTop)).toBe(0)
  await scroller("A").evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect.poll(() => scroller("B").evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(50)
  await inCompareMenu(page, "Scroll outputs together")
  await scroller("A").evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(() => scroller("A").evaluate(({ scrollTop }) => scrollTop)).toBe(0)
  expect(await scroller("B").evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(50)
})

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test("one column at a time, chosen by its tab; the comparison stays in sight", async ({ page }) => {
    await prepare(page, [0, 1.2])
    await runAll(page, 2)
    await page.getByRole("tab", { name: "B" }).click()
    await expect(column(page, "B").getByRole("log")).toBeInViewport()
    await expect(column(page, "A").getByRole("log")).not.toBeInViewport()
    await expect(page.getByRole("tab", { name: "B" })).toHaveAttribute("aria-selected", "true")
    await expect(page.getByRole("region", { name: "Comparison" })).toBeInViewport()
  })
})
