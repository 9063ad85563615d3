import type { Page } from "@playwright/test"
import { type Api, columnA, expect, openPlayground, test } from "./fixtures.ts"
import { aPreset } from "./matrix-entries.ts"

const dialog = (page: Page) => page.getByRole("dialog", { name: "Save preset" })
const list = (page: Page) => page.getByRole("region", { name: "Saved presets" })

/** The dialog is there with the focus in this field: Enter saves. */
async function saveByEnter(page: Page, field: string): Promise<void> {
  await expect(dialog(page).getByRole("textbox", { name: field })).toBeFocused()
  await page.keyboard.press("Enter")
}

/** Presets as they were saved in their order, the last one first in the list. */
async function save(api: Api, presets: object[]): Promise<void> {
  const answer = await api.http.post("/api/presets", { data: { presets } })
  expect(answer.status(), await answer.text()).toBe(200)
}

test("what was tuned is saved, found again, and opens as it was beside newer work", async ({ page }) => {
  await openPlayground(page)
  const { column, prompt } = columnA(page)
  await prompt.fill("Write a haiku about rain")
  await page.getByRole("button", { name: "Add column" }).click()
  await column.getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: "Rename" }).click()
  await page.getByRole("textbox", { name: /name/i }).fill("Calm")
  await page.keyboard.press("Enter")

  await page.keyboard.press("Control+s")
  await expect(dialog(page).getByRole("textbox", { name: "Name" })).toHaveValue("Write a haiku about rain")
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("  ")
  await page.keyboard.press("Enter")
  await expect(dialog(page).getByText("Give it a name.")).toBeVisible()
  await dialog(page).getByRole("textbox", { name: "Name" }).fill("Rain <b>tests</b>")
  await dialog(page).getByRole("combobox", { name: "Folder" }).fill("poems/short")
  await dialog(page).getByRole("textbox", { name: "Tags" }).fill("雨，haiku")
  await page.keyboard.press("Enter")
  await expect(page.getByText("“Rain <b>tests</b>” saved, version 1")).toBeVisible()
  await expect(dialog(page)).toBeHidden()

  await prompt.fill("Something else that nobody has saved")
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Presets" }).click()
  await expect(list(page).getByRole("link")).toHaveCount(1)
  await page.getByRole("searchbox", { name: "Search presets" }).fill("haiku 雨")
  await expect(page).toHaveURL(/q=haiku/)
  await list(page).getByRole("link", { name: "Rain <b>tests</b>" }).click()
  await expect(page.getByRole("heading", { name: "Rain <b>tests</b>" })).toBeVisible()
  await expect(page.getByRole("article").getByText("Write a haiku about rain").first()).toBeVisible()
  await page.getByRole("button", { name: "Open in playground" }).click()
  await expect(page).toHaveURL(/\/playground$/)
  await expect(prompt).toHaveValue("Write a haiku about rain")
  await expect(page.getByRole("region", { name: "Calm" })).toBeVisible()
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(prompt).toHaveValue("Something else that nobody has saved")
})

test("each save is a version: compared with another, and restored", async ({ page }) => {
  await openPlayground(page)
  const { prompt } = columnA(page)
  await prompt.fill("Describe the harbour in one sentence")
  await page.getByRole("button", { name: "Save preset" }).click()
  await saveByEnter(page, "Name")
  await expect(page.getByText(/saved, version 1/)).toBeVisible()
  await prompt.fill("Describe the harbour in three sentences")
  await page.keyboard.press("Control+s")
  await dialog(page).getByRole("textbox", { name: "What is new" }).fill("longer")
  await page.keyboard.press("Enter")
  await expect(page.getByText(/saved, version 2/)).toBeVisible()

  await page.getByRole("button", { name: "Show" }).last().click()
  const versions = page.getByRole("region", { name: "Versions" })
  await expect(versions.getByRole("listitem")).toHaveCount(2)
  await expect(versions.getByText("longer")).toBeVisible()
  await versions.getByRole("button", { name: "Compare" }).click()
  const changes = page.getByRole("region", { name: "From version 1 to version 2" })
  await expect(changes.getByRole("deletion").filter({ hasText: "one" })).toBeVisible()
  await expect(changes.getByRole("insertion").filter({ hasText: "three" })).toBeVisible()

  await versions.getByRole("button", { name: "Version 1" }).click()
  await expect(page).toHaveURL(/version=1/)
  await versions.getByRole("button", { name: "Restore" }).click()
  await expect(page.getByText("Restored as version 3")).toBeVisible()
  await expect(versions.getByRole("listitem")).toHaveCount(3)
  await page.getByRole("button", { name: "Open in playground" }).click()
  await expect(prompt).toHaveValue("Describe the harbour in one sentence")
})

test("two tabs that save the same preset do not lose each other's work", async ({ page, context }) => {
  await openPlayground(page)
  await columnA(page).prompt.fill("First words")
  await page.keyboard.press("Control+s")
  await saveByEnter(page, "Name")
  await expect(page.getByText(/saved, version 1/)).toBeVisible()
  const other = await context.newPage()
  await openPlayground(other)
  await columnA(other).prompt.fill("Words of the other tab")
  await other.keyboard.press("Control+s")
  await saveByEnter(other, "What is new (optional)")
  await expect(other.getByText(/saved, version 2/)).toBeVisible()

  await page.bringToFront()
  await page.getByRole("button", { name: "Save preset" }).click()
  await saveByEnter(page, "What is new (optional)")
  await expect(dialog(page).getByText("Version 2 was saved meanwhile")).toBeVisible()
  await dialog(page).getByRole("button", { name: "Save version 3" }).click()
  await expect(page.getByText(/saved, version 3/)).toBeVisible()
})

test("presets are renamed, starred, duplicated, filtered, deleted and brought back", async ({
  page,
  api,
}) => {
  await save(api, [
    { ...aPreset, name: "Summaries", folder: "work/mail", tags: ["short"] },
    { ...aPreset, name: "Poems", folder: "home", tags: ["long"] },
  ])
  await page.goto("/presets")
  await expect(list(page).getByRole("link")).toHaveCount(2)
  await page.getByRole("button", { name: "Filter" }).click()
  await page.getByRole("combobox", { name: "Folder" }).selectOption("work/mail")
  await expect(list(page).getByRole("link")).toHaveText(["Summaries"])
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Clear: Folder" }).click()
  await expect(list(page).getByRole("link")).toHaveCount(2)

  await list(page).getByRole("link", { name: "Summaries" }).click()
  await page.getByRole("button", { name: "More" }).click()
  await page.getByRole("menuitem", { name: /Name, folder/ }).click()
  await page.getByRole("textbox", { name: "Name" }).fill("摘要")
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByRole("heading", { name: "摘要" })).toBeVisible()
  await page.getByRole("button", { name: "More" }).click()
  await page.getByRole("menuitem", { name: "Duplicate" }).click()
  await expect(page.getByRole("heading", { name: "摘要 (copy)" })).toBeVisible()

  const link = list(page).getByRole("link", { name: "Poems" })
  await link.focus()
  await page.keyboard.press("s")
  await expect(list(page).getByRole("button", { name: "Remove star" })).toHaveCount(1)
  await link.focus()
  await page.keyboard.press("Delete")
  await expect(link).toBeHidden()
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(link).toBeVisible()
})

test("ten thousand presets are listed, searched and scrolled", async ({ page, api }) => {
  const many = (from: number) =>
    Array.from({ length: 100 }, (_, index) => ({ ...aPreset, name: `Preset ${from + index}` }))
  for (let from = 0; from < 10_000; from += 100) await save(api, many(from))
  await page.goto("/presets")
  await expect(list(page).getByRole("link").first()).toHaveText("Preset 9900")
  await page.getByRole("searchbox", { name: "Search presets" }).fill("Preset 1234")
  await expect(list(page).getByRole("link")).toHaveText(["Preset 1234"])
  await page.getByRole("searchbox", { name: "Search presets" }).fill("")
  await expect(list(page).getByRole("link").first()).toHaveText("Preset 9900")
  await list(page).getByRole("link").first().focus()
  for (let step = 0; step < 150; step++) await page.keyboard.press("ArrowDown")
  await expect(list(page).getByRole("link", { name: "Preset 9850" })).toBeFocused()
})
