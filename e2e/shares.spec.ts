import { randomUUID } from "node:crypto"
import type { Browser, Page } from "@playwright/test"
import { type Api, apiOf, batchOf, createPerson, expect, parseEvents, sharedApp, test } from "./fixtures.ts"
import { shareInput } from "./matrix-entries.ts"

const hostile = `<script>window.hacked=1</script><img src=x onerror="window.hacked=1">`

/** A browser of somebody else: without an account, or as a new person. */
async function otherBrowser(browser: Browser, who: "nobody" | "member" | "viewer"): Promise<Page> {
  const app = sharedApp()
  const context = await browser.newContext({ baseURL: app.url, locale: "en-US" })
  if (who !== "nobody") {
    const { cookie } = await createPerson(app, who)
    await context.addCookies([{ ...cookie, url: app.url }])
  }
  return context.newPage()
}

/** A link with a result: a column that ran once. */
async function aShare(api: Api, more: Record<string, unknown> = {}, prompt = "Tell me of rain") {
  const answer = await api.http.post("/api/batches", { data: batchOf("sandbox-fast", prompt) })
  const events = parseEvents(await answer.text())
  const runId = String(events.findLast(({ type }) => type === "run.finished")?.data.runId)
  const { content } = shareInput()
  const [column] = content.setup.columns
  const setup = {
    ...content.setup,
    turns: [{ id: "first", role: "user", text: prompt }],
    columns: [
      { ...column, model: "sandbox-fast", parameters: { temperature: { on: true, value: 0.25 } } },
      {
        ...column,
        id: "second",
        model: "sandbox-fast",
        parameters: { temperature: { on: true, value: 1.75 } },
      },
    ],
  }
  const cells = [{ columnId: "first", rowId: "first", sample: 0, runId }]
  const data = {
    ...shareInput(),
    title: "Rain at two temperatures",
    content: { ...content, setup },
    cells,
    ...more,
  }
  const made = await api.http.post("/api/shares", { data })
  expect(made.status(), await made.text()).toBe(200)
  const { share } = await made.json()
  return { id: share.id as string, runId, address: `/s/${share.id}` }
}

async function outputOf(api: Api, runId: string): Promise<string> {
  return (await (await api.http.get(`/api/runs/${runId}`)).json()).run.text
}

test("somebody without an account reads what was compared and what came of it, as it was", async ({
  api,
  browser,
}) => {
  const { address, runId } = await aShare(api)
  const output = await outputOf(api, runId)
  await api.http.patch(`/api/runs/${runId}`, { data: { deleted: true } })
  const page = await otherBrowser(browser, "nobody")
  const response = await page.goto(address)
  expect(response?.status()).toBe(200)
  await expect(page.getByRole("heading", { level: 1, name: "Rain at two temperatures" })).toBeVisible()
  await expect(page.getByText("Tell me of rain")).toBeVisible()
  await expect(page.getByText("0.25")).toBeVisible()
  await expect(page.getByText("1.75")).toBeVisible()
  const column = page.getByRole("region", { name: "Column A" })
  await expect(column).toContainText(output.trim().split(/\s+/).slice(0, 3).join(" "))
  await expect(page.getByRole("link", { name: "Sign in to open it in a playground" })).toBeVisible()
  // Counted by the page itself, once per reader; not for the one who made it.
  const views = async () => (await (await api.http.get("/api/shares")).json()).shares[0].views
  await expect.poll(views).toBe(1)
  await page.reload()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  expect(await views()).toBe(1)
  await page.context().close()
})

test("to and fro: one opens it in their own playground, beside what stood there, and nothing runs", async ({
  api,
  browser,
}) => {
  const { address } = await aShare(api)
  const page = await otherBrowser(browser, "member")
  const started: string[] = []
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/api/batches")) started.push(request.url())
  })
  await page.goto("/playground")
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true })
  await expect(page.locator("[inert]")).toHaveCount(0)
  await prompt.fill("My own unsaved words")
  await page.goto(address)
  await page.getByRole("button", { name: "Open in my playground" }).click()
  await expect(page.getByText("“Rain at two temperatures” opened.")).toBeVisible()
  await expect(prompt).toHaveValue("Tell me of rain")
  await expect(page.getByRole("region", { name: "Column B" })).toBeVisible()
  await expect(page).toHaveURL(/\/playground$/)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(prompt).toHaveValue("My own unsaved words")
  expect(started).toEqual([])
  await page.context().close()
})

test("a model that nobody here offers is asked for, and the choice stands in its place", async ({
  api,
  browser,
}) => {
  const { content } = shareInput()
  const [column] = content.setup.columns
  const setup = {
    ...content.setup,
    columns: [{ ...column, connectionId: "kind:deepseek", model: "deepseek-flash" }],
  }
  const { address } = await aShare(api, { content: { ...content, setup }, cells: undefined })
  const page = await otherBrowser(browser, "member")
  await page.goto(address)
  await page.getByRole("button", { name: "Open in my playground" }).click()
  const dialog = page.getByRole("dialog", { name: "Choose models of your own" })
  await dialog
    .getByRole("combobox", { name: "No connection offers deepseek-flash: choose one" })
    .selectOption("sandbox\nsandbox-fast")
  await dialog.getByRole("button", { name: "Open", exact: true }).click()
  await expect(
    page.getByRole("region", { name: "Column A" }).getByRole("combobox", { name: "Model" }),
  ).toHaveValue("sandbox\nsandbox-fast")
  await page.context().close()
})

test("a link for signed-in people leads through sign-in; one that is over, revoked or made up leads nowhere", async ({
  api,
  browser,
}) => {
  const { address, id } = await aShare(api, { audience: "people" })
  const nobody = await otherBrowser(browser, "nobody")
  await nobody.goto(address)
  await expect(nobody).toHaveURL(new RegExp(`/sign-in\\?to=${encodeURIComponent(address)}$`))
  const member = await otherBrowser(browser, "viewer")
  await member.goto(address)
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Rain at two temperatures")

  const gone = async (path: string) => {
    const response = await nobody.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(nobody.getByRole("heading", { name: "This link leads nowhere any more" })).toBeVisible()
  }
  await gone(`/s/${randomUUID()}`)
  await api.http.patch(`/api/shares/${id}`, { data: { audience: "link", expiresAt: 1 } })
  await gone(address)
  await api.http.patch(`/api/shares/${id}`, { data: { expiresAt: null } })
  expect((await nobody.goto(address))?.status()).toBe(200)
  await api.http.delete(`/api/shares/${id}`)
  await gone(address)
  for (const page of [nobody, member]) await page.context().close()
})

test("markup in titles, prompts, names and models is shown as text and runs nowhere", async ({
  api,
  browser,
}) => {
  const { content } = shareInput()
  const [column] = content.setup.columns
  const setup = {
    ...content.setup,
    system: hostile,
    turns: [{ id: "first", role: "user", text: hostile }],
    columns: [{ ...column, name: hostile, model: hostile, prompt: hostile }],
    variables: { names: ["v"], rows: [{ id: "first", values: { v: hostile } }] },
  }
  const { address } = await aShare(api, { title: hostile, content: { ...content, setup }, cells: undefined })
  const page = await otherBrowser(browser, "nobody")
  await page.goto(address)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile)
  await expect(page.getByText(hostile).nth(4)).toBeVisible()
  expect(await page.evaluate(() => "hacked" in window)).toBe(false)
  await page.context().close()
})

test("nobody shares a run that is somebody else's", async ({ api, playwright }) => {
  const { runId } = await aShare(api)
  const thief = await apiOf(sharedApp(), await createPerson(sharedApp()), playwright.request)
  const cells = [{ columnId: "first", rowId: "first", sample: 0, runId }]
  const stolen = await thief.http.post("/api/shares", { data: { ...shareInput(), cells } })
  expect(stolen.status()).toBe(404)
  await thief.http.dispose()
})
