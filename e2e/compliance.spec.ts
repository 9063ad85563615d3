import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { createPerson, expect, test } from "./fixtures.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

/** An upstream whose answer holds words that are cut over its pieces. */
async function startTalkingUpstream() {
  let calls = 0
  const server = createServer((request, response) => {
    request.resume()
    calls += 1
    response.writeHead(200, { "content-type": "text/event-stream" })
    const send = (choice: object) =>
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`)
    for (const content of ["The way leads to the sec", "ret gar", "den behind 天安", "门, they say."])
      send({ delta: { content }, finish_reason: null })
    send({ delta: {}, finish_reason: "stop" })
    response.end("data: [DONE]\n\n")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, calls: () => calls, close: () => server.close() }
}

let upstream: Awaited<ReturnType<typeof startTalkingUpstream>>
let app: RunningApp

// An app of its own: what is at work in one counts for everybody in it.
test.beforeAll(async () => {
  upstream = await startTalkingUpstream()
  app = await startApp({ env: { DEEPSEEK_API_KEY: "key", DEEPSEEK_BASE_URL: upstream.url } })
})

test.afterAll(async () => {
  await app.stop()
  await discardData(app)
  upstream.close()
})

const section = (page: Page) => page.getByRole("region", { name: "Compliance" })

async function runPrompt(page: Page, prompt: string) {
  await page.goto(`${app.url}/playground`)
  await expect(page.locator("[inert]")).toHaveCount(0)
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(prompt)
  const column = page.getByRole("region", { name: "Column A" })
  await column.getByRole("combobox", { name: "Model" }).selectOption("env-deepseek\ndeepseek-flash")
  await page.getByRole("button", { name: "Run", exact: true }).click()
  return column
}

test("an admin writes a list, tries it, puts it to work; prompts are blocked and answers masked", async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: "en-US" })
  const admin = await createPerson(app, "admin")
  await context.addCookies([{ ...admin.cookie, url: app.url }])
  const page = await context.newPage()
  await page.goto(`${app.url}/settings#compliance`)
  await section(page).getByRole("button", { name: "New list" }).click()
  const editor = page.getByRole("dialog", { name: "New word list" })
  await editor.getByRole("button", { name: "Save and activate" }).click()
  await expect(editor.getByText("Give the list a name.")).toBeVisible()
  await editor.getByRole("textbox", { name: "Name" }).fill("Gardens")
  await editor.getByRole("textbox", { name: "Category" }).fill("privacy")
  await editor
    .getByRole("textbox", { name: "Words, one per line" })
    .fill("secret garden\n\nSECRET GARDEN\n天安门")
  await expect(editor.getByText("2 words · 1 blank line left out · 1 repetition left out")).toBeVisible()
  await editor.getByRole("textbox", { name: "Text to try" }).fill("A ｓｅｃｒｅｔ garden, 天安門")
  await editor.getByRole("button", { name: "Try it" }).click()
  await expect(editor.getByRole("status").locator("mark")).toHaveText(["ｓｅｃｒｅｔ garden", "天安門"])
  expect((await new AxeBuilder({ page }).include("dialog").analyze()).violations).toEqual([])
  await editor.getByRole("button", { name: "Save and activate" }).click()
  await expect(section(page).getByRole("listitem", { name: "Gardens" })).toContainText("at work")

  const masked = await runPrompt(page, "Where does the way lead?")
  const output = masked.getByRole("log", { name: "Output" })
  await expect(output).toContainText("The way leads to the █████████████ behind ███, they say.")
  await expect(masked.getByText("Masked by the word filter in the answer: 2 places (privacy)")).toBeVisible()

  // A change is a draft: the version at work goes on until it is activated.
  await page.goto(`${app.url}/settings#compliance`)
  await section(page).getByRole("button", { name: "Edit “Gardens”" }).click()
  const changed = page.getByRole("dialog", { name: "Word list “Gardens”" })
  await changed.getByRole("combobox", { name: "What happens" }).selectOption("block")
  await changed.getByRole("button", { name: "Save draft" }).click()
  await section(page).getByRole("button", { name: "Activate the draft of “Gardens”" }).click()
  await expect(section(page).getByText("draft with")).toHaveCount(0)
  const callsBefore = upstream.calls()
  const blocked = await runPrompt(page, "Tell me of the Secret Garden.")
  await expect(blocked.getByText(/The prompt holds “Secret Garden” .* Nothing was sent\./)).toBeVisible()
  expect(upstream.calls()).toBe(callsBefore)
  const ended = await runPrompt(page, "Where does the way lead?")
  await expect(ended.getByText(/The answer came to a word of the list Gardens/)).toBeVisible()
  await expect(ended.getByRole("log", { name: "Output" })).toContainText("The way leads to the")
  await expect(page.locator("body")).not.toContainText("secret gar")
  await context.close()
})

test("a file of words is looked at before anything is made of it, and comes back as it was", async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: "en-US" })
  const admin = await createPerson(app, "admin")
  await context.addCookies([{ ...admin.cookie, url: app.url }])
  const page = await context.newPage()
  await page.goto(`${app.url}/settings#compliance`)
  await section(page).getByRole("button", { name: "Import a file" }).click()
  const dialog = page.getByRole("dialog", { name: "Import words" })
  const lines = Array.from({ length: 10_000 }, (_, index) => `imported word ${index},names,en,flag`)
  const text = [
    "word,category,language,action",
    ...lines,
    "",
    "Imported Word 7,names,en,flag",
    ",names,en,flag",
  ]
  await dialog.getByLabel("Choose a file").setInputFiles({
    name: "names.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\ufeff${text.join("\r\n")}\r\n`),
  })
  await expect(
    dialog.getByText("1 blank line left out · 1 repetition left out · 1 faulty line left out"),
  ).toBeVisible()
  await expect(dialog.getByText("Line 10004: no word in it")).toBeVisible()
  await dialog.getByRole("button", { name: "Import as drafts" }).click()
  const row = section(page).getByRole("listitem", { name: "names" })
  await expect(row).toContainText("10,000 words · names · en · flag")
  await expect(row).toContainText("draft")
  const download = page.waitForEvent("download")
  await row.getByRole("button", { name: "Export “names”" }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  await row.getByRole("button", { name: "Delete “names”" }).click()
  await page.getByRole("button", { name: "Delete list" }).click()
  await expect(row).toHaveCount(0)
  await context.close()
})

test("who is no admin finds nothing of it", async ({ browser }) => {
  const context = await browser.newContext({ locale: "en-US" })
  const member = await createPerson(app)
  await context.addCookies([{ ...member.cookie, url: app.url }])
  const page = await context.newPage()
  await page.goto(`${app.url}/settings`)
  await expect(page.getByRole("heading", { name: "Connections" }).first()).toBeVisible()
  await expect(section(page)).toHaveCount(0)
  await context.close()
})
