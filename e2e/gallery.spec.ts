import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { makePictures } from "./make-pictures.ts"

const grid = (page: Page) => page.getByRole("list", { name: "Pictures" })
const cards = (page: Page) => grid(page).getByRole("article")
const pictureOf = (page: Page, seed: number) => grid(page).getByRole("img", { name: `Seed ${seed}` })

test("every picture is in the gallery: found by its prompt, starred, deleted and brought back", async ({
  page,
  api,
}) => {
  await page.goto("/images/gallery")
  await expect(page.getByText("No pictures yet")).toBeVisible()
  await expect(page.getByRole("link", { name: "Make the first picture" })).toHaveAttribute("href", "/images")
  await makePictures(api, "A lighthouse at dusk", [1, 2])
  await makePictures(api, "一只橘猫坐在窗台上", [3])
  await page.reload()
  await expect(cards(page)).toHaveCount(3)
  await expect(cards(page).first()).toContainText("一只橘猫坐在窗台上")
  await expect(pictureOf(page, 2)).toHaveJSProperty("complete", true)

  const search = page.getByRole("searchbox", { name: "Search prompts" })
  await search.fill("橘猫")
  await expect(cards(page)).toHaveCount(1)
  await expect(page).toHaveURL(/q=/)
  await search.fill("nothing has this")
  await expect(page.getByText("Nothing matches")).toBeVisible()
  await page.getByRole("button", { name: "Show all pictures" }).click()
  await expect(cards(page)).toHaveCount(3)

  await cards(page).first().getByRole("button").first().focus()
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("s")
  await page.goto("/images/gallery?starred=true")
  await expect(cards(page)).toHaveCount(1)
  await expect(pictureOf(page, 2)).toBeVisible()

  await page.goto("/images/gallery")
  await cards(page).first().getByRole("button").first().focus()
  // The search keeps the focus that it is given, also after a key that led nowhere.
  await page.keyboard.press("Home")
  await page.keyboard.press("/")
  await page.keyboard.type("橘")
  await expect(cards(page)).toHaveCount(1)
  await expect(search).toBeFocused()
  await search.clear()
  await expect(cards(page)).toHaveCount(3)
  await cards(page).first().getByRole("button").first().focus()
  await page.keyboard.press("Delete")
  await expect(cards(page)).toHaveCount(2)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(cards(page)).toHaveCount(3)
  await page.reload()
  await expect(cards(page)).toHaveCount(3)
})

test("a picture leads to its run, and to a new one that starts from it", async ({ page, api }) => {
  await makePictures(api, "A lighthouse at dusk", [1])
  await page.goto("/images/gallery")
  await cards(page).first().hover()
  const menu = page.getByRole("button", { name: "More about A lighthouse at dusk" })
  await menu.click()
  await page.getByRole("menuitem", { name: "Use as init image" }).click()
  await expect(page).toHaveURL(/\/images\b/)
  await page.goto("/images/gallery")
  await cards(page).first().hover()
  await menu.click()
  await page.getByRole("menuitem", { name: "Show its run" }).click()
  await expect(page).toHaveURL(/\/history\/.+/)
})

test("selected pictures become a contact sheet: as one picture, and as a page that holds them", async ({
  page,
  api,
}) => {
  await makePictures(api, "A lighthouse at dusk", [1, 2])
  await page.goto("/images/gallery")
  await cards(page).first().getByRole("button").first().focus()
  await page.keyboard.press("x")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("x")
  await expect(page.getByText("2 pictures selected")).toBeVisible()
  const saved = async (name: string) => {
    await page.getByRole("button", { name: "Contact sheet" }).click()
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name }).click(),
    ])
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const picture = await saved("Picture (PNG), full size")
  expect(picture.name).toMatch(/^bracket-A-lighthouse-at-dusk-.*\.png$/)
  // Width and height stand in the header: two pictures of 512 px beside each other.
  expect(picture.bytes.readUInt32BE(16)).toBeGreaterThan(1024)
  const html = (await saved("Page (HTML), small")).bytes.toString()
  expect(html.match(/<img src="data:image\/webp;base64,/g)).toHaveLength(2)
  expect(html).toContain("Seed 2")
})
