import { readFile } from "node:fs/promises"
import { LLMock } from "@copilotkit/aimock"
import type { Locator, Page } from "@playwright/test"
import sharp from "sharp"
import {
  type Api,
  chooseModel,
  columnA,
  createPerson,
  expect,
  openImages,
  openPlayground,
  test,
} from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

test("a picture is put to a message, sent to a model that looks at it, and is there after a reload", async ({
  browser,
}) => {
  const upstream = new LLMock({ port: 0, logLevel: "silent" })
  upstream.onMessage("What is this?", { content: "A small orange dot." })
  await upstream.start()
  const app = await startApp({ env: { OPENAI_BASE_URL: `${upstream.url}/v1`, OPENAI_API_KEY: "sk-test" } })
  try {
    const context = await browser.newContext({ baseURL: app.url })
    await context.addCookies([{ ...(await createPerson(app)).cookie, url: app.url }])
    const page = await context.newPage()
    await openPlayground(page)
    await expect(page.getByRole("button", { name: "Add images to message 1" })).toHaveCount(0)
    const select = page.getByRole("region", { name: "Column A" }).getByRole("combobox", { name: "Model" })
    await expect(select.locator("option[value^='env-openai']").first()).toBeAttached()
    await select.selectOption(
      (await select.locator("option[value^='env-openai']").first().getAttribute("value")) ?? "",
    )
    const prompt = page.getByRole("textbox", { name: "Prompt", exact: true })
    await prompt.fill("What is this?")
    const chooser = page.waitForEvent("filechooser")
    await page.getByRole("button", { name: "Add images to message 1" }).click()
    await (await chooser).setFiles([{ name: "dot.png", mimeType: "image/png", buffer: pixel }])
    const picture = page.getByRole("img", { name: "Image 1 of message 1" })
    await expect(picture).toBeVisible()
    await page.getByRole("button", { name: "Run", exact: true }).click()
    await expect(page.getByRole("log", { name: "Output" })).toContainText("A small orange dot.")
    const body = JSON.stringify(upstream.getLastRequest()?.body)
    expect(body).toContain("data:image/png;base64,iVBOR")
    await page.reload()
    await expect(picture).toHaveJSProperty("naturalWidth", 1)
    await page.getByRole("button", { name: "Remove image 1 of message 1" }).click()
    await expect(picture).toHaveCount(0)
    await context.close()
  } finally {
    await app.stop()
    await discardData(app)
    await upstream.stop()
  }
})

/** Chooses an example, which fills in everything that a run needs. */
async function beginWith(page: Page, example: string): Promise<void> {
  await openImages(page)
  await page.getByRole("button", { name: example }).click()
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).not.toHaveValue("")
}

const region = (page: Page, name: string) => page.getByRole("region", { name: `Column ${name}`, exact: true })
const pictureIn = (column: Locator) => column.getByRole("log", { name: "Output" }).getByRole("img")
const finished = (column: Locator) => column.getByRole("link", { name: /^Download picture/ })

/** The bytes of the one picture of a column. */
async function bytesOf(api: Api, column: Locator): Promise<Buffer> {
  await expect(finished(column)).toHaveCount(1)
  const address = await pictureIn(column).getAttribute("src")
  const answer = await api.http.get(address ?? "")
  expect(answer.ok()).toBe(true)
  return answer.body()
}

/** Red, green and blue of each pixel. */
const pixelsOf = (png: Buffer) => sharp(png).removeAlpha().raw().toBuffer()

test("a prompt becomes a picture; the same seed makes the same bytes, another seed another picture", async ({
  page,
  api,
}) => {
  await beginWith(page, "One picture")
  const { run, column } = columnA(page)
  // Kept answers would be the same bytes whatever the seed does.
  await page.getByRole("button", { name: "How it is run" }).click()
  await page.getByRole("combobox", { name: "Cache" }).selectOption("off")
  await page.keyboard.press("Escape")
  await run.click()
  const first = await bytesOf(api, column)
  expect(await sharp(first).metadata()).toMatchObject({ format: "png", width: 512, height: 512 })
  await expect(pictureIn(column)).toHaveAccessibleName(/lighthouse.*512 × 512.*Seed 1/)
  await expect(column.getByText("512 × 512 · seed 1")).toBeVisible()

  await page.getByRole("button", { name: "Add column" }).click()
  const other = region(page, "B")
  await other.getByRole("spinbutton", { name: "Seed" }).fill("2")
  await run.click()
  await expect(other.getByText("512 × 512 · seed 2")).toBeVisible()
  await expect(finished(column)).toHaveCount(1)
  expect((await bytesOf(api, column)).equals(first)).toBe(true)
  expect((await bytesOf(api, other)).equals(first)).toBe(false)
})

test("a strip of strengths begins with the init image itself, and can be undone", async ({ page, api }) => {
  await beginWith(page, "A strip of strengths")
  const { run } = columnA(page)
  await expect(page.getByRole("list", { name: "Pictures in a row" }).getByRole("listitem")).toHaveCount(6)
  await run.click()
  const row = page.getByRole("list", { name: "Pictures in a row" })
  await expect(page.getByRole("slider", { name: "Picture of the strip" })).toBeVisible()
  await expect(row.getByRole("img")).toHaveCount(6)
  await expect(page.getByText("5 of 5 done")).toHaveCount(0)
  await page.getByRole("radio", { name: "Pictures" }).check()
  const kept = await pixelsOf(await bytesOf(api, region(page, "A")))
  const sample = await pixelsOf(await (await api.http.get("/sample-picture.png")).body())
  expect(kept.equals(sample)).toBe(true)
  const left = await pixelsOf(await bytesOf(api, region(page, "E")))
  expect(left.equals(sample)).toBe(false)

  await page.getByRole("button", { name: "Contact sheet" }).click()
  const [sheet] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Page (HTML), small" }).click(),
  ])
  const html = await readFile(await sheet.path(), "utf8")
  expect(html.match(/<img src="data:image\/webp;base64,/g)).toHaveLength(5)
  expect(html).toMatch(/<th scope="col">[^<]*Strength 0\.25<\/th>/)
})

test("a parameter is tried at a row of values, from its own button or the column's menu", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  const { column } = columnA(page)
  await column.getByRole("button", { name: "Strip: several values of Steps" }).click()
  const dialog = page.getByRole("dialog", { name: "Strip" })
  await expect(dialog.getByRole("combobox", { name: "Parameter" })).toHaveValue("steps")
  await dialog.getByText("Typed list").click()
  await dialog.getByRole("textbox", { name: "Values" }).fill("5, 99")
  await expect(dialog.getByText("Each value needs to be from 1 to 50.")).toBeVisible()
  await dialog.getByRole("textbox", { name: "Values" }).fill("5, 10, 20")
  await dialog.getByRole("button", { name: "Make 3 columns" }).click()
  await expect(page.getByRole("list", { name: "Pictures in a row" }).getByRole("listitem")).toHaveCount(3)
  await page.getByRole("button", { name: "Undo" }).last().click()
  await expect(region(page, "A")).toBeVisible()
  await expect(region(page, "B")).toHaveCount(0)
})

test("a picture climbs the size ladder in a column of its own, with its seed", async ({ page }) => {
  await beginWith(page, "One picture")
  const { run, column } = columnA(page)
  await column.getByRole("spinbutton", { name: "Seed" }).fill("7")
  await run.click()
  await expect(finished(column)).toHaveCount(1)
  await column.getByRole("checkbox", { name: "Select picture 1 of column A" }).check()
  await page.getByRole("button", { name: "Size ladder" }).click()
  await page.getByRole("menuitem", { name: "Take up to 1024" }).click()
  await expect(region(page, "A · 1024").getByText("1024 × 1024 · seed 7")).toBeVisible()
})

test("a size that cannot be is named at its field, and keeps the column from running", async ({ page }) => {
  await beginWith(page, "One picture")
  const { column, run } = columnA(page)
  await column.getByRole("spinbutton", { name: "Width" }).fill("300")
  await expect(
    column.getByText("Each side needs 512 to 2048 pixels, as in 1024x768.", { exact: true }),
  ).toBeVisible()
  await expect(run).toHaveAttribute("aria-disabled", "true")
  await column.getByRole("spinbutton", { name: "Width" }).fill("768")
  await column.getByRole("button", { name: "Swap width and height" }).click()
  await expect(column.getByRole("combobox", { name: "Size" })).toHaveValue("512x768")
  await expect(run).toHaveAttribute("aria-disabled", "false")
})

test("history gives back all of a picture, or only its seed or size", async ({ page }) => {
  await beginWith(page, "One picture")
  const { run, column, prompt } = columnA(page)
  await column.getByRole("spinbutton", { name: "Seed" }).fill("41")
  await column.getByRole("combobox", { name: "Size" }).selectOption("768x512")
  await run.click()
  await expect(finished(column)).toHaveCount(1)
  await column.getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: "Open in history" }).click()
  await expect(page.getByRole("img", { name: "Picture 1 of this run" })).toBeVisible()
  const run1 = page.url()

  await page.goto("/images")
  await prompt.fill("Something else")
  await column.getByRole("spinbutton", { name: "Seed" }).fill("1")
  await column.getByRole("combobox", { name: "Size" }).selectOption("512x512")
  await page.goto(run1)
  await page.getByRole("button", { name: "Restore only…" }).click()
  await page.getByRole("menuitem", { name: "Seed only" }).click()
  await expect(column.getByRole("spinbutton", { name: "Seed" })).toHaveValue("41")
  await expect(prompt).toHaveValue("Something else")
  await expect(column.getByRole("combobox", { name: "Size" })).toHaveValue("512x512")

  await page.goto(run1)
  await page.getByRole("link", { name: "Open in Images" }).click()
  await expect(prompt).toHaveValue(/lighthouse/)
  await expect(column.getByRole("combobox", { name: "Size" })).toHaveValue("768x512")
  await expect(finished(column)).toHaveCount(1)
})

test("words and pictures keep to themselves: workspaces, models, and what history opens where", async ({
  page,
}) => {
  await openImages(page)
  const models = (options: Locator) => options.allTextContents()
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("A boat")
  expect((await models(columnA(page).model.locator("option"))).join()).toContain("sandbox-image")
  expect((await models(columnA(page).model.locator("option"))).join()).not.toContain("sandbox-small")
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Playground" }).click()
  await expect(page).toHaveURL(/playground/)
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("")
  expect((await models(columnA(page).model.locator("option"))).join()).not.toContain("sandbox-image")
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Images" }).click()
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("A boat")
})

test("a run that breaks off leaves its last preview, marked as unfinished, over a reload too", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  await chooseModel(page, "fault-image-error")
  const { run, column } = columnA(page)
  await run.click()
  const preview = column.getByRole("img", { name: /^Unfinished preview: .*lighthouse/ })
  await expect(preview).toHaveJSProperty("complete", true)
  await expect(column.getByText("Unfinished preview", { exact: true })).toBeVisible()
  await expect(column.getByText("No result: only this tab keeps it, until it is closed.")).toBeVisible()
  await expect(finished(column)).toHaveCount(0)
  await page.waitForFunction(() => sessionStorage.getItem("bracket.previews") !== null)
  await page.reload()
  await expect(preview).toHaveAttribute("src", /^data:image\/webp/)
  expect(await preview.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(8)
})

test("what came in place of a picture can be unfolded, and nothing is called kept that never came", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  await chooseModel(page, "fault-image-html")
  const { run, column } = columnA(page)
  await run.click()
  const received = column.getByText("HTML instead of a picture", { exact: true })
  await expect(column.getByText("What came instead")).toBeVisible()
  await expect(received).toBeHidden()
  await column.getByText("What came instead").click()
  await expect(received).toBeVisible()

  await column.getByRole("combobox", { name: "Model" }).selectOption("sandbox\nfault-image-error")
  await run.click()
  await expect(
    column.getByText("Try again; if it repeats, try another model.", { exact: true }),
  ).toBeVisible()
  await expect(column.getByText(/kept\./)).toHaveCount(0)

  // The first picture is none, the second is of no picture: with a broken pair, nothing is kept either.
  await column.getByRole("combobox", { name: "Model" }).selectOption("sandbox\nfault-image-broken")
  await run.click()
  await expect(column.getByText("What came instead")).toBeVisible()
  await column.getByText("What came instead").click()
  await expect(column.getByText("an image that is not base64", { exact: true })).toBeVisible()
})

test("the size ladder takes up any picture with what made it, and the starred ones in one step", async ({
  page,
  api,
}) => {
  await beginWith(page, "A strip of strengths")
  await page.getByRole("radio", { name: "Pictures" }).check()
  const column = region(page, "C")
  await page.getByRole("textbox", { name: "Negative words" }).fill("people")
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(finished(column)).toHaveCount(1)
  await column.getByRole("button", { name: "Menu of picture 1 of column C" }).click()
  await page.getByRole("menuitem", { name: "Star" }).click()
  await expect(page.getByText(/^Starred/)).toBeVisible()

  // What all columns share is another thing now.
  await page.getByRole("button", { name: "Remove", exact: true }).click()
  await page.getByRole("textbox", { name: "Negative words" }).fill("rain")
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Something else")
  const ladder = page.getByRole("button", { name: "Size ladder" })
  await ladder.click()
  await page.getByRole("menuitem", { name: "Select the starred" }).click()
  await expect(ladder).toHaveText(/1$/)
  await ladder.click()
  await page.getByRole("menuitem", { name: "Take up to 1024" }).click()
  const large = region(page, "C · 1024")
  await expect(large.getByText(/1024 × 1024/)).toBeVisible()
  const { runs } = await (await api.http.get("/api/runs?kind=image&limit=1")).json()
  const { variant } = await (await api.http.get(`/api/runs/${runs[0].id}`)).json()
  expect(variant.prompt).toMatchObject({
    text: expect.stringContaining("mountain lake"),
    negative: "people",
    initImage: { sha256: expect.any(String) },
  })
  expect(variant.parameters).toMatchObject({ size: "1024x1024" })
})

test("a strip can be added to the columns that are there, as far as they have room, and be undone", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  await page.getByRole("button", { name: "Add column" }).click()
  await expect(region(page, "B")).toBeVisible()
  await region(page, "A").getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: /^Strip/ }).click()
  const dialog = page.getByRole("dialog", { name: "Strip" })
  await dialog.getByRole("combobox", { name: "Parameter" }).selectOption("steps")
  await dialog.getByText("Typed list").click()
  await dialog.getByText("Add to them").click()
  await dialog.getByRole("textbox", { name: "Values" }).fill("1 2 3 4 5 6 7 8 9 10 11")
  await expect(dialog.getByText(/^No room: 2 columns are there and 11 would come, at most 12/)).toBeVisible()
  await expect(dialog.getByRole("button", { name: "Make columns" })).toHaveAttribute("aria-disabled", "true")
  await dialog.getByRole("textbox", { name: "Values" }).fill("5, 10")
  await dialog.getByRole("button", { name: "Make 2 columns" }).click()
  const row = page.getByRole("list", { name: "Pictures in a row" })
  await expect(row.getByRole("listitem")).toHaveCount(4)
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Typed meanwhile")
  await page.getByRole("button", { name: "Undo" }).last().click()
  await expect(region(page, "D")).toHaveCount(0)
  await expect(region(page, "B")).toBeVisible()
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("Typed meanwhile")
})

test("judged blind, nothing says what made a picture: neither alternative texts nor links, in the viewer neither", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  const { run, column } = columnA(page)
  await column.getByRole("spinbutton", { name: "Seed" }).fill("4711")
  await page.getByRole("button", { name: "Add column" }).click()
  await region(page, "B").getByRole("spinbutton", { name: "Seed" }).fill("4712")
  await run.click()
  await expect(finished(region(page, "B"))).toHaveCount(1)
  await expect(finished(column)).toHaveCount(1)
  await page.getByRole("button", { name: "More for all columns" }).click()
  await page.getByRole("menu").getByText("Blind judging", { exact: true }).click()
  const first = page.getByRole("log", { name: "Output" }).first()
  await expect(first.getByRole("img", { name: /^Picture / })).toBeVisible()
  const main = page.getByRole("main")
  await expect(main.getByText("4711")).toHaveCount(0)
  await expect(main.getByRole("link", { name: /Download/ })).toHaveCount(0)
  await expect(main.getByRole("img", { name: /lighthouse|471/ })).toHaveCount(0)

  await first.getByRole("button", { name: /^Picture / }).click()
  const viewer = page.getByRole("dialog", { name: "Pictures" })
  await expect(viewer.getByRole("img").first()).toBeVisible()
  await expect(viewer.getByRole("img", { name: /lighthouse|471/ })).toHaveCount(0)
  await expect(viewer.getByText(/471/)).toHaveCount(0)
  await expect(viewer.getByRole("link", { name: "Download" })).toHaveCount(0)
})

test("what is changed after a run is not said of the pictures that are there already, nor exported with them", async ({
  page,
}) => {
  await beginWith(page, "One picture")
  const { run, column, prompt } = columnA(page)
  await run.click()
  await expect(finished(column)).toHaveCount(1)
  await prompt.fill("A castle")
  await column.getByRole("spinbutton", { name: "Steps" }).fill("40")
  await column.getByRole("combobox", { name: "Size" }).selectOption("768x512")
  await expect(column.getByText("changed since")).toBeVisible()
  await expect(pictureIn(column)).toHaveAccessibleName(/lighthouse.*512 × 512 · Steps 25/)
  await expect(column.getByText("512 × 512 · seed 1", { exact: true })).toBeVisible()

  await page.getByRole("button", { name: "Contact sheet" }).click()
  const [sheet] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Page (HTML), small" }).click(),
  ])
  const html = await readFile(await sheet.path(), "utf8")
  expect(html).toMatch(/<h1>[^<]*lighthouse/)
  expect(html).toContain("512 × 512 · Steps 25 · Seed 1")
  expect(html).not.toContain("castle")
})
