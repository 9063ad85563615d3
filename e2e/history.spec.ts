import type { Locator, Page } from "@playwright/test"
import { type Api, columnA, expect, openPlayground, test } from "./fixtures.ts"

/** Runs a comparison to its end: a variant for each model, with the same prompt. */
async function compare(
  api: Api,
  prompt: string,
  models: string[],
  more: Record<string, unknown> = {},
): Promise<void> {
  const variants = models.map((model) => ({
    connectionId: "sandbox",
    model,
    mode: "completion",
    prompt: { kind: "text", text: prompt },
    parameters: { max_tokens: 20 },
  }))
  const runs = models.map((_, variantIndex) => ({ variantIndex }))
  const data = { batchId: crypto.randomUUID(), kind: "text", variants, runs, concurrency: 16, ...more }
  const response = await api.http.post("/api/batches", { data })
  expect(response.status(), await response.text()).toBe(200)
  await response.text()
}

const listed = (page: Page) => page.getByRole("region", { name: "Runs" }).getByRole("article")
/** A column's chips. */
const differences = (column: Locator) => column.getByRole("list", { name: "What differs" })
const selection = (page: Page) => page.getByRole("region", { name: "Selection" })

test("what was run is found again: by English word, by Chinese substring, by status", async ({
  page,
  api,
}) => {
  await api.run("sandbox-fast", "A recipe with tomatoes")
  await api.run("sandbox-fast", "请介绍一下秋天的城市")
  await api.run("fault-401", "This one fails")
  await page.goto("/history")
  const runs = page.getByRole("region", { name: "Runs" }).getByRole("article")
  await expect(runs).toHaveCount(3)
  await expect(runs.first()).toContainText("This one fails")

  const search = page.getByRole("searchbox", { name: "Search prompts and answers" })
  await search.fill("TOMATOES")
  await expect(runs).toHaveCount(1)
  await search.fill("秋天")
  await expect(runs).toHaveCount(1)
  await expect(runs).toContainText("秋天的城市")
  await search.fill("nothing has this")
  await expect(page.getByText("Nothing matches")).toBeVisible()
  await search.fill("")

  await page.goto("/history?status=failed")
  await expect(runs).toHaveCount(1)
  await expect(runs).toContainText("Failed")
})

test("a run shows its exact request without secrets, and opens in the playground with everything", async ({
  page,
  api,
}) => {
  await api.run("sandbox-fast", "Restore me", { parameters: { temperature: 1.23, max_tokens: 25, seed: 7 } })
  await page.goto("/history")
  await page.getByRole("link", { name: "Restore me" }).click()
  await expect(page.getByText("Exact request")).toBeVisible()
  await expect(page.getByText('"temperature": 1.23')).toBeVisible()
  await page.getByRole("link", { name: "Open in playground" }).click()
  const { column, prompt, model, output } = columnA(page)
  await expect(prompt).toHaveValue("Restore me")
  await expect(model).toHaveValue("sandbox\nsandbox-fast")
  await expect(column.getByRole("spinbutton", { name: "Temperature" })).toHaveValue("1.23")
  await expect(column.getByRole("spinbutton", { name: "Max tokens" })).toHaveValue("25")
  await expect(output).toContainText(/\w+/)
})

test("a run can be starred, and deleted with undo", async ({ page, api }) => {
  await api.run("sandbox-fast", "Keep this one")
  await api.run("sandbox-fast", "Not so sure")
  await page.goto("/history")
  const runs = page.getByRole("region", { name: "Runs" }).getByRole("article")
  await runs.filter({ hasText: "Keep this one" }).getByRole("button", { name: "Star" }).click()
  await page.goto("/history?starred=true")
  await expect(runs).toHaveCount(1)
  await page.goto("/history")
  await page.getByRole("link", { name: "Not so sure" }).click()
  await page.getByRole("button", { name: "Delete" }).click()
  await expect(runs).toHaveCount(1)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(runs).toHaveCount(2)
})

test("a long history is endless but light: only what is seen is in the page", async ({ page, api }) => {
  const runs = Array.from({ length: 150 }, (_, sample) => ({ variantIndex: 0, sample }))
  await compare(api, "One of many", ["sandbox-fast"], { runs })
  await page.goto("/history")
  const entry = listed(page)
  await expect(entry).toHaveCount(1)
  await expect(entry).toContainText("150 runs")
  await page.getByRole("button", { name: "One of many", expanded: false }).click()
  await expect(page.getByRole("link", { name: "A · sample 1", exact: false }).first()).toBeVisible()
  await page.getByRole("link", { name: "A · sample 2 " }).focus()
  // The first twelve are there at once, the others as they come.
  await expect(async () => {
    await page.keyboard.press("End")
    await expect(page.getByRole("link", { name: "A · sample 150" })).toBeFocused({ timeout: 300 })
  }).toPass()
  await expect(page.getByText("That is all.")).toBeVisible()
  expect(await listed(page).count()).toBeLessThan(60)
})

test("a comparison is one entry: it opens to its runs, by mouse and by keys, and they open as any run", async ({
  page,
  api,
}) => {
  await api.run("sandbox-fast", "Alone")
  await compare(api, "Which is the better one?", ["sandbox-fast", "sandbox-small", "fault-401"])
  await page.goto("/history")
  await expect(listed(page)).toHaveCount(2)
  const entry = listed(page).first()
  await expect(entry).toContainText("3 runs")
  await expect(entry).toContainText("2 done")
  await expect(entry).toContainText("1 failed")
  const name = page.getByRole("button", { name: "Which is the better one?" })
  await name.click()
  await expect(name).toHaveAttribute("aria-expanded", "true")
  await expect(listed(page)).toHaveCount(5)
  await page.keyboard.press("ArrowLeft")
  await expect(listed(page)).toHaveCount(2)

  await page.keyboard.press("ArrowRight")
  await expect(listed(page)).toHaveCount(5)
  await page.keyboard.press("ArrowRight")
  await expect(page.getByRole("link", { name: /^A / })).toBeFocused()
  await page.keyboard.press("ArrowDown")
  await expect(page.getByRole("link", { name: /^B / })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { name: /sandbox-small/ })).toBeVisible()
  await expect(page.getByRole("link", { name: "One of 3 runs of a comparison" })).toBeVisible()
  await page.keyboard.press("ArrowLeft")
  await expect(name).toBeFocused()

  // The address of a run in a comparison shows where it stands.
  await page.reload()
  await expect(page.getByRole("link", { name: /^B / })).toHaveAttribute("aria-current", "true")
})

test("a comparison is put back into the playground with its results", async ({ page }) => {
  await openPlayground(page)
  const a = columnA(page)
  await a.prompt.fill("Two temperatures of the sea.")
  await a.model.selectOption("sandbox\nsandbox-fast")
  await a.column.getByRole("spinbutton", { name: "Max tokens" }).fill("20")
  await page.getByRole("button", { name: "Add column" }).click()
  const columns = page.locator("[data-column]")
  await columns.last().getByRole("slider", { name: "Temperature" }).fill("1.5")
  await a.run.click()
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(2)
  const outputs = page.getByRole("log", { name: "Output" })
  const before = await outputs.allInnerTexts()
  await a.prompt.fill("Something else")
  await columns.last().getByRole("slider", { name: "Temperature" }).fill("0.1")

  await page.getByRole("link", { name: "History" }).click()
  await expect(listed(page)).toHaveCount(1)
  await expect(listed(page)).toContainText("A · B")
  await listed(page).getByRole("link", { name: "Open in playground" }).click()
  await expect(a.prompt).toHaveValue("Two temperatures of the sea.")
  await expect(columns).toHaveCount(2)
  await expect(differences(columns.last())).toHaveText("Temperature1.5")
  await expect.poll(() => outputs.allInnerTexts()).toEqual(before)
})

test("any two runs are picked and compared, from different searches too", async ({ page, api }) => {
  await api.run("sandbox-fast", "A recipe with tomatoes", {
    parameters: { temperature: 0.3, max_tokens: 20 },
  })
  await api.run("sandbox-small", "A walk in the rain", { parameters: { temperature: 1.3, max_tokens: 20 } })
  await page.goto("/history?q=tomatoes")
  await page.getByRole("checkbox", { name: "Select: A recipe with tomatoes" }).check()
  await expect(selection(page)).toContainText("1 selected · select one more")
  await expect(selection(page).getByRole("button", { name: "Compare" })).toBeDisabled()

  await page.getByRole("button", { name: "Clear the search" }).click()
  await page.getByRole("link", { name: "A walk in the rain" }).focus()
  await page.keyboard.press("x")
  await expect(selection(page)).toContainText("2 selected")
  await selection(page).getByRole("link", { name: "Compare" }).click()
  const columns = page.locator("[data-column]")
  await expect(columns).toHaveCount(2)
  await expect(differences(columns.first())).toContainText("Temperature0.3")
  await expect(differences(columns.last())).toContainText("Temperature1.3")
  for (const output of await page.getByRole("log", { name: "Output" }).all())
    await expect(output).toContainText(/\w+/)
})

test("selecting a comparison selects its runs; more than there is room for is said", async ({
  page,
  api,
}) => {
  await compare(
    api,
    "Many at once",
    Array.from({ length: 14 }, () => "sandbox-fast"),
  )
  await api.run("sandbox-fast", "One more")
  await page.goto("/history")
  await page.getByRole("button", { name: "Many at once" }).focus()
  await page.keyboard.press("Space")
  await expect(selection(page)).toContainText("12 selected")
  await expect(page.getByRole("button", { name: "Many at once" })).toHaveAttribute("aria-expanded", "false")
  await expect(selection(page).getByRole("link", { name: "Compare" })).toBeVisible()
  await page.getByRole("checkbox", { name: "Select: One more" }).check()
  await expect(selection(page)).toContainText("13 selected · 12 at most fit side by side")
  await expect(selection(page).getByRole("button", { name: "Compare" })).toBeDisabled()
  await selection(page).getByRole("button", { name: "Clear" }).click()
  await expect(page.getByRole("checkbox", { name: "Select the runs of: Many at once" })).not.toBeChecked()
})

test("a comparison is deleted with all its runs, and brought back; a filter shows its runs one by one", async ({
  page,
  api,
}) => {
  await compare(
    api,
    "Thirteen go together",
    Array.from({ length: 13 }, () => "sandbox-fast"),
  )
  await api.run("sandbox-fast", "Stays")
  await page.goto("/history")
  await page.getByRole("button", { name: "Thirteen go together" }).focus()
  await page.keyboard.press("Delete")
  await expect(listed(page)).toHaveCount(1)
  await expect(page.getByRole("link", { name: "Stays" })).toBeFocused()
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(listed(page)).toHaveCount(2)
  await expect(listed(page).last()).toContainText("13 runs")

  await page.getByRole("button", { name: "Star all its runs" }).click()
  await page.getByRole("button", { name: "Starred only" }).click()
  await page.getByRole("link", { name: "One of 13 runs of a comparison" }).first().click()
  await expect(page).toHaveURL(/batch=/)
  await page.getByRole("button", { name: "Clear: Comparison" }).click()
  await expect(listed(page)).toHaveCount(2)
})

test("what was thought of a run is kept with it and seen in the list", async ({ page, api }) => {
  const checks = [
    { id: "c1", kind: "length", unit: "words", min: 1 },
    { id: "c2", kind: "contains", text: "zyzzyva", not: false, ignoreCase: true },
  ]
  await compare(api, "Judge me", ["sandbox-fast"], { checks })
  await page.goto("/history")
  const run = listed(page)
  await expect(run).toContainText("1/2")
  await page.getByRole("link", { name: "Judge me" }).click()
  const detail = page.getByRole("region", { name: "Judgement" })
  await detail.getByRole("radio", { name: "4 stars" }).click()
  await detail.getByRole("button", { name: "Mark this run as winner" }).click()
  await detail.getByRole("button", { name: "Note on this run" }).click()
  await page.getByRole("textbox", { name: "Note on this run" }).fill("Short and good")
  await page.keyboard.press("Escape")
  await expect(run).toContainText("4")
  await expect(run).toContainText("winner")
  await expect(page.getByRole("region", { name: "Checks" })).toContainText(
    /contains “zyzzyva”, any case · failed/,
  )
  await expect(detail).toContainText("Short and good")
  await page.reload()
  await expect(detail.getByRole("radio", { name: "4 stars" })).toBeChecked()
  await expect(detail).toContainText("Short and good")
})

test("a row of a comparison has one winner, here as in the playground", async ({ page, api }) => {
  await compare(api, "Who wins?", ["sandbox-fast", "sandbox-fast"])
  await page.goto("/history")
  await page.getByRole("button", { name: "Who wins?" }).click()
  const crown = page.getByRole("button", { name: "Mark this run as winner" })
  for (const letter of ["A", "B"]) {
    await page.getByRole("link", { name: new RegExp(`^${letter} `) }).click()
    await crown.click()
    await expect(listed(page).filter({ hasText: "winner" })).toHaveCount(1)
    await expect(listed(page).filter({ hasText: "winner" })).toContainText(letter)
  }
  await page.reload()
  await expect(listed(page).filter({ hasText: "winner" })).toHaveCount(1)
})

test("the link of a run and of a comparison leads back to it; a comparison goes into a document as Markdown", async ({
  page,
  context,
  api,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await compare(api, "A recipe with beans", ["sandbox-fast", "sandbox-small"])
  await page.goto("/history")
  const entry = listed(page).first()
  await entry.hover()
  await entry.getByRole("button", { name: "Copy link to this comparison" }).click()
  await expect(entry.getByRole("button", { name: "Copied" })).toBeVisible()
  await page.goto(await copied())
  await expect(listed(page)).toHaveCount(2)

  await listed(page).first().getByRole("link").first().click()
  await page.getByRole("button", { name: "Copy link to this run" }).click()
  const runLink = await copied()
  expect(new URL(runLink).pathname).toMatch(/^\/history\/.+/)
  await page.goto(runLink)
  await expect(page.getByRole("region", { name: "Prompt" }).getByText("A recipe with beans")).toBeVisible()

  await page.goto("/history")
  await listed(page).first().getByRole("link", { name: "Open in playground" }).click()
  await expect(page.getByRole("region", { name: "Column B" })).toBeVisible()
  await page.getByRole("button", { name: "More for all columns" }).click()
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click()
  await expect(page.getByText("Copied as Markdown")).toBeVisible()
  const markdown = await copied()
  expect(markdown).toContain("A recipe with beans")
  expect(markdown).toContain("sandbox-small")
})
