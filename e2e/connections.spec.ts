import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import AxeBuilder from "@axe-core/playwright"
import type { Locator, Page } from "@playwright/test"
import {
  type Api,
  apiOf,
  columnA,
  createPerson,
  expect,
  openPlayground,
  sharedApp,
  test,
} from "./fixtures.ts"

const keys = ["sk-first-key-1111", "sk-second-key-2222"]

/**
 * A small server that speaks as much of the OpenAI API as a run needs, to whoever has one of the keys; its OAuth 2.0
 * server gives out the first of them.
 */
async function startOpenAi() {
  const refused = new Set<string | undefined>()
  const server = createServer((request, response) => {
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" })
      response.end(JSON.stringify(body))
    }
    const url = new URL(request.url ?? "", "http://127.0.0.1")
    if (url.pathname === "/oauth2/authorize") return askForConsent(url.searchParams, response)
    if (url.pathname === "/oauth2/token")
      return json(200, { access_token: keys[0], token_type: "Bearer", expires_in: 3600 })
    if (!keys.some((key) => !refused.has(key) && request.headers.authorization === `Bearer ${key}`))
      return json(401, { error: { message: "Incorrect API key", type: "invalid_request_error" } })
    if (request.url === "/v1/models")
      return json(200, { object: "list", data: [{ id: "tiny-chat", object: "model" }] })
    const choice = (text: string, finish: string | null) =>
      request.url === "/v1/chat/completions"
        ? { index: 0, delta: { content: text }, finish_reason: finish }
        : { index: 0, text, finish_reason: finish }
    const chunks = [
      { choices: [choice("Hello from the ", null)] },
      { choices: [choice("tiny server", "stop")], usage: { prompt_tokens: 3, completion_tokens: 5 } },
    ]
    response.writeHead(200, { "content-type": "text/event-stream" })
    response.end(`${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    refuse: (key: string | undefined) => refused.add(key),
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A page with two links back: one with a code, one with a refusal. */
function askForConsent(asked: URLSearchParams, response: ServerResponse) {
  const back = (outcome: Record<string, string>) =>
    `${asked.get("redirect_uri")}?${new URLSearchParams({ ...outcome, state: asked.get("state") ?? "" })}`
  const link = (address: string, text: string) => `<a href="${address.replaceAll("&", "&amp;")}">${text}</a>`
  response.writeHead(200, { "content-type": "text/html" })
  response.end(link(back({ code: "once" }), "Allow") + link(back({ error: "access_denied" }), "Deny"))
}

async function openSettings(page: Page) {
  await page.goto("/settings#connections")
  await expect(page.getByRole("button", { name: "Add connection" })).toBeVisible()
}

/** Opens the form of a template. */
async function addBy(page: Page, template: RegExp): Promise<Locator> {
  await page.getByRole("button", { name: "Add connection" }).click()
  await page.getByRole("dialog", { name: "Add a connection" }).getByRole("button", { name: template }).click()
  return page.getByRole("dialog", { name: /^Add a connection: / })
}

/** The line of a test's report that is about one step. */
const step = (within: Locator, name: string) =>
  within
    .getByRole("region", { name: "Test report" })
    .getByRole("listitem")
    .filter({ has: within.page().getByText(name, { exact: true }) })

async function fromMenu(page: Page, name: string, command: string) {
  await page.getByRole("button", { name: `Menu of ${name}` }).click()
  await page.getByRole("menuitem", { name: command, exact: true }).click()
}

async function expectNoViolation(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`),
    where,
  ).toEqual([])
}

/** The page, and the API, of an admin. */
const asAdmin = test.extend<{ admin: Api }>({
  admin: [
    async ({ context, person, playwright }, use) => {
      const app = sharedApp()
      const admin = await createPerson(app, "admin")
      expect(admin.id).not.toBe(person.id)
      await context.addCookies([{ ...admin.cookie, url: app.url }])
      const api = await apiOf(app, admin, playwright.request)
      await use(api)
      await api.http.dispose()
    },
    { auto: true },
  ],
})

asAdmin.describe("an admin", () => {
  asAdmin(
    "connects a server, learns from the test which step fails, runs a prompt on it, rotates its key, and deletes it",
    async ({ page }) => {
      const openAi = await startOpenAi()
      const name = "Tiny server"
      await openSettings(page)
      const form = await addBy(page, /^Another server/)
      await form.getByRole("textbox", { name: "Name", exact: true }).fill(name)
      await form.getByRole("textbox", { name: "Base URL" }).fill(openAi.baseUrl)
      await form.getByLabel("API key", { exact: true }).fill("sk-wrong-key-0000")
      // For this test alone: others run on the same app.
      await form.getByRole("radio", { name: "Only me" }).check()
      await form.getByRole("button", { name: "Test", exact: true }).click()
      await expect(form.getByText("Failed at: Credential")).toBeVisible()
      await expect(step(form, "Connection")).toContainText("OK")
      await expect(step(form, "Credential")).toContainText("The provider did not accept the key")
      await expect(step(form, "One token")).toContainText("Not tried after the failure")
      await expectNoViolation(page, "form with a report")

      await form.getByLabel("API key", { exact: true }).fill(keys[0] ?? "")
      await form.getByRole("button", { name: "Test", exact: true }).click()
      await expect(form.getByText("Passed: runs can be sent.")).toBeVisible()
      await expect(step(form, "One token")).toContainText("tiny-chat answered")
      await form.getByRole("button", { name: "Save" }).click()
      const card = page.getByRole("article", { name })
      await expect(card).toContainText("API key …1111")
      await expect(card).toContainText("Only you may use it")
      expect(await page.content()).not.toContain(keys[0])

      await openPlayground(page)
      const { model, prompt, run, output } = columnA(page)
      const option = model.getByRole("option", { name: /^tiny-chat/ })
      await model.selectOption((await option.getAttribute("value")) ?? "")
      await prompt.fill("Hello")
      await run.click()
      await expect(output).toContainText("Hello from the tiny server")

      await openSettings(page)
      await fromMenu(page, name, "Rotate key")
      const rotate = page.getByRole("dialog", { name: `Rotate the key of ${name}` })
      await rotate.getByLabel("API key", { exact: true }).fill("sk-wrong-key-0000")
      await rotate.getByRole("button", { name: "Test and rotate" }).click()
      await expect(rotate.getByRole("alert")).toContainText("Nothing has changed")
      await rotate.getByLabel("API key", { exact: true }).fill(keys[1] ?? "")
      await rotate.getByRole("button", { name: "Test and rotate" }).click()
      await expect(rotate.getByText(/The old one stands in until/)).toBeVisible()
      await page.keyboard.press("Escape")
      await expect(card).toContainText("API key …2222")
      await expect(card).toContainText("The key before it stands in until")

      openAi.refuse(keys[1])
      await openPlayground(page)
      await prompt.fill("Hello again")
      await run.click()
      await expect(page.getByText("Key previous one")).toBeVisible()
      await expect(output).toContainText("Hello from the tiny server")
      await openSettings(page)

      await fromMenu(page, name, "Delete")
      const question = page.getByRole("dialog", { name: `Delete ${name}?` })
      await expect(question).toContainText("Its stored key is destroyed.")
      await question.getByRole("button", { name: "Delete for good" }).click()
      await expect(card).toHaveCount(0)
      await openAi.stop()
    },
  )

  asAdmin(
    "adds a model by hand with a price of its own, which everybody who runs on it then sees",
    async ({ page }) => {
      const openAi = await startOpenAi()
      const name = "Priced server"
      await openSettings(page)
      const form = await addBy(page, /^Another server/)
      await form.getByRole("textbox", { name: "Name", exact: true }).fill(name)
      await form.getByRole("textbox", { name: "Base URL" }).fill(openAi.baseUrl)
      await form.getByLabel("API key", { exact: true }).fill(keys[0] ?? "")
      await form.getByRole("radio", { name: "Only me" }).check()
      await form.getByRole("button", { name: "Save" }).click()
      await fromMenu(page, name, "Models and prices")
      const models = page.getByRole("dialog", { name: `Models of ${name}` })
      await models.getByRole("textbox", { name: "Add a model by its name" }).fill("house-blend")
      await models.getByRole("button", { name: "Add model" }).click()
      const editor = models.getByRole("form", { name: "house-blend" })
      await editor.getByRole("textbox", { name: "Context, tokens" }).fill("8192")
      await editor.getByRole("button", { name: "Add a price" }).click()
      await editor.getByRole("textbox", { name: "Input", exact: true }).fill("cheap")
      await editor.getByRole("textbox", { name: "Output", exact: true }).fill("2")
      await editor.getByRole("button", { name: "Save" }).click()
      await expect(editor.getByRole("alert")).toHaveText("Correct the marked fields.")
      await editor.getByRole("textbox", { name: "Input", exact: true }).fill("0.5")
      await expectNoViolation(page, "models")
      await editor.getByRole("button", { name: "Save" }).click()
      await expect(editor).toHaveCount(0)
      await page.keyboard.press("Escape")
      const row = page.getByRole("article", { name }).getByRole("row", { name: /^house-blend/ })
      await expect(row).toContainText("8,192")
      await expect(row).toContainText("$0.50")
      await fromMenu(page, name, "Delete")
      await page.getByRole("button", { name: "Delete for good" }).click()
      await expect(row).toHaveCount(0)
      await openAi.stop()
    },
  )

  asAdmin("takes a connection out of use and back by one click each", async ({ page, admin }) => {
    const data = {
      name: "Resting",
      template: "custom",
      dialect: "openai",
      provider: "compatible",
      baseUrl: "https://api.example.com/v1",
      credential: { kind: "bearer", key: "sk-unused-key-9999" },
      access: { kind: "owner" },
    }
    const made = await admin.http.post("/api/connections", { data })
    expect(made.status(), await made.text()).toBe(200)
    await openSettings(page)
    const card = page.getByRole("article", { name: "Resting" })
    await fromMenu(page, "Resting", "Disable")
    await expect(card).toContainText("Disabled")
    await page.getByRole("button", { name: "Undo" }).click()
    await expect(card).not.toContainText("Disabled")
    await fromMenu(page, "Resting", "Delete")
    await page.getByRole("button", { name: "Delete for good" }).click()
    await expect(card).toHaveCount(0)
  })

  asAdmin(
    "does not lose what was typed by Escape, and can use the form by keyboard on a phone",
    async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await openSettings(page)
      const form = await addBy(page, /^DeepSeek The official/)
      await form.getByRole("textbox", { name: "Name", exact: true }).fill("")
      await form.getByRole("textbox", { name: "Base URL" }).fill("api.deepseek.com")
      await page.keyboard.press("Enter")
      await expect(form.getByRole("textbox", { name: "Name", exact: true })).toBeFocused()
      await expect(form.getByRole("textbox", { name: "Base URL" })).toHaveAccessibleDescription(
        "Write a whole address, beginning with https:// or http://.",
      )
      await page.keyboard.press("Escape")
      const question = form.getByRole("alertdialog", { name: "Discard what you typed?" })
      await expect(question.getByRole("button", { name: "Keep editing" })).toBeFocused()
      await page.keyboard.press("Escape")
      await expect(question).toHaveCount(0)
      await expect(form.getByRole("textbox", { name: "Name", exact: true })).toBeFocused()
      await expect(form.getByRole("textbox", { name: "Base URL" })).toHaveValue("api.deepseek.com")
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await page.keyboard.press("Escape")
      await question.getByRole("button", { name: "Discard" }).click()
      await expect(form).toHaveCount(0)
      await expect(page.getByRole("button", { name: "Add connection" })).toBeFocused()
    },
  )

  asAdmin("signs a connection in at its provider and out again", async ({ page }) => {
    const openAi = await startOpenAi()
    const name = "Consent server"
    await openSettings(page)
    const form = await addBy(page, /^Another server/)
    await form.getByRole("textbox", { name: "Name", exact: true }).fill(name)
    await form.getByRole("textbox", { name: "Base URL" }).fill(openAi.baseUrl)
    await form.getByRole("combobox").selectOption({ label: "OAuth 2.0, somebody signs in at the provider" })
    await form.getByRole("textbox", { name: "Client ID" }).fill("bracket")
    await form.getByRole("radio", { name: "Only me" }).check()
    await form.getByRole("button", { name: "Save" }).click()
    const card = page.getByRole("article", { name })
    await card.getByRole("button", { name: `Connect ${name} at the provider` }).click()
    await page.getByRole("link", { name: "Deny" }).click()
    await expect(page.getByRole("alert").filter({ hasText: "not given permission" })).toBeVisible()
    await expect(page).toHaveURL(/\/settings#connections$/)
    await card.getByRole("button", { name: `Connect ${name} at the provider` }).click()
    await page.getByRole("link", { name: "Allow" }).click()
    await card.getByRole("button", { name: `Test ${name}` }).click()
    await expect(page.getByText("Passed: runs can be sent.")).toBeVisible()
    await page.keyboard.press("Escape")
    await card.getByRole("button", { name: `Disconnect ${name}` }).click()
    await expect(card).toContainText("Not connected yet")
    await fromMenu(page, name, "Delete")
    await page.getByRole("button", { name: "Delete for good" }).click()
    await expect(card).toHaveCount(0)
    await openAi.stop()
  })
})

test("a member adds a private connection to the public internet only, and sees nobody else's keys", async ({
  page,
}) => {
  const openAi = await startOpenAi()
  await openSettings(page)
  await expect(page.getByRole("article", { name: "Sandbox", exact: true })).toBeVisible()
  await expect(page.getByRole("button", { name: "Menu of Sandbox" })).toHaveCount(0)
  const form = await addBy(page, /^OpenAI /)
  await expect(form.getByText("Only you.")).toBeVisible()
  await form.getByRole("textbox", { name: "Base URL" }).fill(openAi.baseUrl)
  await form.getByLabel("API key", { exact: true }).fill(keys[0] ?? "")
  await form.getByRole("button", { name: "Save" }).click()
  const address = form.getByRole("textbox", { name: "Base URL" })
  await expect(address).toBeFocused()
  await expect(address).toHaveAccessibleDescription(
    "Private and local addresses are open to admins’ connections only.",
  )
  await expect(form.getByLabel("API key", { exact: true })).toHaveValue(keys[0] ?? "")
  await form.getByLabel("API key", { exact: true }).fill("env:OPENAI_API_KEY")
  await address.fill("https://api.example.com/v1")
  await form.getByRole("button", { name: "Save" }).click()
  await expect(form.getByLabel("API key", { exact: true })).toHaveAccessibleDescription(
    /^Only admins may refer to secrets of this server/,
  )
  await openAi.stop()
})
