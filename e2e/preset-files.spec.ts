import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { type Api, columnA, createPerson, expect, openPlayground, sharedApp, test } from "./fixtures.ts"
import { aPreset } from "./matrix-entries.ts"

const preset = (name: string, text: string, folder = "work/tones") => ({
  ...aPreset,
  name,
  folder,
  content: {
    ...aPreset.content,
    setup: { ...aPreset.content.setup, turns: [{ id: "first", role: "user", text }] },
  },
})

async function save(api: Api, presets: object[]): Promise<void> {
  const answer = await api.http.post("/api/presets", { data: { presets } })
  expect(answer.status(), await answer.text()).toBe(200)
}

async function paste(page: Page, text: string) {
  await page.goto("/presets")
  await page.getByRole("button", { name: "Import", exact: true }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("textbox", { name: "Or paste a text" }).fill(text)
  await dialog.getByRole("button", { name: "Look into it" }).click()
  return dialog
}

const list = (page: Page) => page.getByRole("region", { name: "Saved presets" }).getByRole("link")

test("two presets leave as a file without a connection's id, and another person takes them in", async ({
  page,
  api,
  browser,
}) => {
  await save(api, [
    preset("Warm <b>", "Say it warmly"),
    preset("Cold", "Say it coldly"),
    preset("Other", "x", "home"),
  ])
  await page.goto("/presets?folder=work")
  await expect(list(page)).toHaveCount(2)
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export the presets shown" }).click(),
  ])
  await expect(page.getByText("2 presets exported.")).toBeVisible()
  expect(file.suggestedFilename()).toMatch(/^bracket-work-.*\.json$/)
  const path = await file.path()
  const text = await readFile(path, "utf8")
  expect(text).toContain('"connectionId": "kind:sandbox"')

  const app = sharedApp()
  const context = await browser.newContext({ baseURL: app.url })
  await context.addCookies([{ ...(await createPerson(app)).cookie, url: app.url }])
  const other = await context.newPage()
  await other.goto("/presets")
  await other.getByRole("button", { name: "Import", exact: true }).click()
  const dialog = other.getByRole("dialog")
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "presets.json", mimeType: "application/json", buffer: Buffer.from(text) })
  await expect(dialog.getByRole("heading", { name: "2 presets found" })).toBeVisible()
  await dialog.getByRole("button", { name: "Cold", exact: true }).click()
  await expect(dialog.getByText("Say it coldly")).toBeVisible()
  await dialog.getByRole("button", { name: "Save 2 presets" }).click()
  await expect(other.getByRole("link", { name: "Warm <b>" })).toBeVisible()
  await expect(other.getByRole("link", { name: "Cold" })).toBeVisible()
  await expect(other.getByRole("heading", { name: "Warm <b>" })).toBeVisible()
  await other.getByRole("button", { name: "Open in playground" }).click()
  await expect(columnA(other).prompt).toHaveValue("Say it warmly")
  await columnA(other).run.click()
  await expect(columnA(other).status(/^(Done|Token limit hit)$/)).toBeVisible()
  await context.close()
})

test("one preset leaves as a file from its menu", async ({ page, api }) => {
  await save(api, [preset("Warm", "Say it warmly")])
  await page.goto("/presets")
  await page.getByRole("link", { name: "Warm" }).click()
  await page.getByRole("button", { name: "More", exact: true }).click()
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as a file" }).click(),
  ])
  const written = JSON.parse(await readFile(await file.path(), "utf8"))
  expect(written).toMatchObject({
    format: "bracket-presets",
    version: 1,
    presets: [{ name: "Warm", folder: "work/tones" }],
  })
})

test("a curl command is understood, its key thrown away, its model replaced, and it runs on the sandbox", async ({
  page,
}) => {
  const body = JSON.stringify({
    model: "my-own-model",
    messages: [
      { role: "system", content: "You are brief." },
      { role: "user", content: "It's raining. Why?" },
    ],
    temperature: 0.25,
    max_tokens: 30,
  })
  const dialog = await paste(
    page,
    `curl https://api.example.com/v1/chat/completions \\\n  -H "Authorization: Bearer sk-secret-1234567890" \\\n  -d '${body.replaceAll("'", "'\\''")}'`,
  )
  await expect(dialog.getByRole("heading", { name: "A curl command found" })).toBeVisible()
  await expect(dialog.getByText("It's raining. Why?")).toBeVisible()
  await expect(dialog.getByText(/Keys were thrown away.*Authorization/)).toBeVisible()
  await expect(dialog).not.toContainText("sk-secret")
  await dialog.getByRole("combobox", { name: /my-own-model/ }).selectOption("sandbox\nsandbox-small")
  await dialog.getByRole("button", { name: "Open in playground" }).click()
  const { prompt, model, run, status, column } = columnA(page)
  await expect(prompt).toHaveValue("It's raining. Why?")
  await expect(model).toHaveValue("sandbox\nsandbox-small")
  await expect(column.getByRole("slider", { name: "Temperature" })).toHaveValue("0.25")
  await run.click()
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible()
})

test("what is wrong with a file is named, the good presets are taken, and a hopeless file says why", async ({
  page,
}) => {
  const broken = preset("Broken", "x")
  broken.content.setup.columns = []
  const file = { format: "bracket-presets", version: 1, presets: [preset("Good", "Say it well"), broken] }
  const dialog = await paste(page, JSON.stringify(file))
  await expect(dialog.getByText("One preset cannot be taken")).toBeVisible()
  await expect(
    dialog.getByText("Preset 2 (Broken): content.setup.columns is missing or wrong."),
  ).toBeVisible()
  await dialog.getByRole("button", { name: "Save as preset" }).click()
  await expect(page.getByRole("heading", { name: "Good" })).toBeVisible()

  await paste(page, JSON.stringify({ ...file, version: 2 }))
  await expect(dialog.getByText(/newer version of Bracket/)).toBeVisible()
  await paste(page, '{"format": "bracket-presets",\n "version": }')
  await expect(dialog.getByText(/line 2, column 13/)).toBeVisible()
  await dialog.getByRole("textbox", { name: "Or paste a text" }).fill("curl https://x.example -d @body.json")
  await dialog.getByRole("button", { name: "Look into it" }).click()
  await expect(dialog.getByText(/from a file \(body\.json\)/)).toBeVisible()
})

test("a starter is looked at, opened and run; what stood in the playground comes back", async ({
  page,
  api,
}) => {
  await openPlayground(page)
  const { prompt, run } = columnA(page)
  await prompt.fill("My own words")
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Presets" }).click()
  await page.getByRole("button", { name: /Extract JSON, with checks/ }).click()
  await expect(page.getByText("Met Anna Berg today")).toBeVisible()
  await page.getByRole("button", { name: "Open in playground" }).click()
  await expect(prompt).toHaveValue("{{note}}")
  await run.click()
  await expect
    .poll(async () => {
      const { runs } = (await (await api.http.get("/api/runs?status=succeeded")).json()) as { runs: object[] }
      return runs.length
    })
    .toBe(6)

  await page.goto("/presets")
  await page.getByRole("button", { name: /Open what was set aside/ }).click()
  await expect(prompt).toHaveValue("My own words")
  await page.goto("/presets")
  await page.getByRole("button", { name: /Delete what was set aside/ }).click()
  await expect(page.getByRole("region", { name: "Set aside" })).toBeHidden()
})

test("the strip of strengths brings its picture along, and can be kept as a preset", async ({ page }) => {
  await page.goto("/presets")
  await page.getByRole("button", { name: /A strip of strengths/ }).click()
  await page.getByRole("button", { name: "Save as preset" }).click()
  await expect(page.getByRole("heading", { name: "A strip of strengths" })).toBeVisible()
  await expect(page.getByRole("img", { name: "Image to start from" })).toHaveJSProperty("complete", true)
  await page.getByRole("button", { name: "Open in Images" }).click()
  await expect(page.getByRole("list", { name: "Pictures in a row" }).getByRole("listitem")).toHaveCount(6)
})
