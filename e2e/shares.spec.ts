import { randomUUID } from "node:crypto"
import AxeBuilder from "@axe-core/playwright"
import type { Browser, Page } from "@playwright/test"
import {
  type Api,
  apiOf,
  batchOf,
  chooseModel,
  columnA,
  createPerson,
  expect,
  openPlayground,
  parseEvents,
  sharedApp,
  test,
} from "./fixtures.ts"
import { aPicture, shareInput } from "./matrix-entries.ts"

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

/** Opens the dialog on one of its sides. */
async function openShare(page: Page, side: "Private link" | "Stored link" | "My links") {
  await page.getByRole("button", { name: "Share", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: "Share" })
  await dialog.getByRole("radio", { name: side }).check()
  return dialog
}

test("a private link reaches no server: its reader sees all of it, signs in, and has it in the playground", async ({
  page,
  browser,
}) => {
  await openPlayground(page)
  await columnA(page).prompt.fill(
    "Describe a harbour in the fog to ann@mail.example, 电话１３８１２３４５６７８",
  )
  const dialog = await openShare(page, "Private link")
  await dialog.getByRole("textbox", { name: "Title" }).fill("A harbour")
  // Both are found where they stand; one of them is taken out.
  const finds = dialog.getByRole("region", { name: "2 finds look like a secret or personal data" })
  await expect(finds).toContainText("e-mail address · message 1")
  await finds
    .getByRole("listitem")
    .filter({ hasText: "１３８" })
    .getByRole("button", { name: "Remove" })
    .click()
  const field = dialog.getByRole("textbox", { name: "Private link" })
  await expect(field).toHaveValue(/\/open#1[\w-]+$/)
  await expect(dialog.getByText(/kB of at most 16 kB/)).toBeVisible()
  const link = await field.inputValue()
  const fragment = link.split("#")[1] ?? ""

  const other = await otherBrowser(browser, "nobody")
  const sent: string[] = []
  other.on("request", (request) =>
    sent.push(request.url().split("#")[0] ?? "", JSON.stringify(request.headers()), request.postData() ?? ""),
  )
  await other.goto(link)
  await expect(
    other.getByText(/Describe a harbour in the fog to ann@mail\.example, 电话\[removed\]/),
  ).toBeVisible()
  await other.getByRole("link", { name: "Sign in to open it in a playground" }).click()
  await expect(other).toHaveURL(/\/sign-in\?to=%2Fopen$/)
  const { cookie } = await createPerson(sharedApp())
  await other.context().addCookies([{ ...cookie, url: sharedApp().url }])
  await other.goto("/sign-in?to=/open")
  await expect(other).toHaveURL(link)
  await other.getByRole("button", { name: "Open in my playground" }).click()
  await expect(columnA(other).prompt).toHaveValue(/Describe a harbour in the fog/)
  expect(sent.filter((text) => text.includes(fragment.slice(0, 40)))).toEqual([])
  await other.context().close()
})

test("a private link that was cut, changed, made later or is none says what is wrong with it", async ({
  page,
  browser,
}) => {
  await openPlayground(page)
  await columnA(page).prompt.fill("A short one")
  const dialog = await openShare(page, "Private link")
  const field = dialog.getByRole("textbox", { name: "Private link" })
  await expect(field).toHaveValue(/#1/)
  const link = await field.inputValue()
  const [base = "", fragment = ""] = link.split("#")
  const changed = fragment.slice(0, 30) + (fragment[30] === "A" ? "B" : "A") + fragment.slice(31)
  const other = await otherBrowser(browser, "nobody")
  for (const [tampered, title] of [
    [fragment.slice(0, -12), "The link is not whole"],
    [changed, "The link is not whole"],
    [`2${fragment.slice(1)}`, "The link comes from a newer Bracket"],
    [`1${"A".repeat(17_000)}`, "The link is too long"],
    ["<script>", "The link is not whole"],
    ["", "The link holds nothing"],
  ]) {
    // Another address first: else the browser would only move within the page.
    await other.goto("/sign-in")
    await other.goto(`${base}#${tampered}`)
    await expect(other.getByRole("alert").filter({ hasText: title })).toBeVisible()
    await expect(other.getByRole("button", { name: "Open in my playground" })).toHaveCount(0)
  }
  await other.goto("/sign-in")
  await other.goto(link)
  await expect(other.getByText("A short one").first()).toBeVisible()
  await other.context().close()
})

test("what is too long for a private link is offered as a stored one", async ({ page }) => {
  await openPlayground(page)
  // Random letters do not compress: about 12 kB, then about 24 kB.
  const noise = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 8000))).join("")
  await columnA(page).prompt.fill(noise(4_000))
  let dialog = await openShare(page, "Private link")
  await expect(dialog.getByText("This link is long")).toBeVisible()
  await dialog.getByRole("button", { name: "Close" }).click()
  await columnA(page).prompt.fill(noise(9_000))
  dialog = await openShare(page, "Private link")
  await expect(dialog.getByText(/Too long for a link/)).toBeVisible()
  await expect(dialog.getByRole("textbox", { name: "Private link" })).toHaveCount(0)
  await dialog.getByRole("button", { name: "Make a stored link" }).click()
  await expect(dialog.getByRole("radio", { name: "Stored link" })).toBeChecked()
})

test("a stored link is made with its results, passed on without an account, listed and revoked", async ({
  page,
  browser,
}) => {
  await openPlayground(page)
  await chooseModel(page, "sandbox-fast")
  const { prompt, run, output, figures } = columnA(page)
  await prompt.fill("Tell me about the sea")
  await run.click()
  await expect(figures).toBeVisible()
  const words = (await output.innerText()).trim().split(/\s+/).slice(0, 3).join(" ")
  let dialog = await openShare(page, "Stored link")
  await dialog.getByRole("textbox", { name: "Title" }).fill("The sea")
  await dialog.getByRole("combobox", { name: "Who may read it" }).selectOption("Anyone with the link")
  const leaves = dialog.getByRole("region", { name: "What leaves" })
  await expect(leaves).toContainText("1 message")
  await expect(leaves).toContainText("1 result with text")
  await expect(dialog.getByRole("region", { name: "What stays here" })).toContainText("keys and addresses")
  await dialog.getByRole("button", { name: "Make link" }).click()
  const link = await dialog.getByRole("textbox", { name: "Stored link" }).inputValue()
  expect(link).toMatch(/\/s\/[\w-]{22}$/)
  await dialog.getByRole("button", { name: "Close" }).click()

  const other = await otherBrowser(browser, "nobody")
  await other.goto(link)
  await expect(other.getByRole("heading", { level: 1, name: "The sea" })).toBeVisible()
  await expect(other.getByRole("region", { name: "Column A" })).toContainText(words)

  dialog = await openShare(page, "My links")
  const line = dialog.getByRole("list", { name: "My links" }).getByRole("listitem")
  await expect(line).toContainText("Anyone with the link")
  await expect(line).toContainText("1 result")
  await line.getByRole("button", { name: "Revoke the link to The sea" }).click()
  await line.getByRole("button", { name: "Revoke link" }).click()
  await expect(dialog.getByText("No links yet")).toBeVisible()
  expect((await other.goto(link))?.status()).toBe(404)
  await other.context().close()
})

test("who runs it again sees then and now side by side, and only after pressing", async ({
  api,
  browser,
}) => {
  const { address, runId } = await aShare(api)
  const then = (await outputOf(api, runId)).trim().split(/\s+/).slice(0, 3).join(" ")
  const page = await otherBrowser(browser, "member")
  const started: string[] = []
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/batches")) started.push(request.url())
  })
  await page.goto(address)
  const again = page.getByRole("button", { name: "Run again and compare with then" })
  await expect(again).toBeVisible()
  expect(started).toEqual([])
  await again.click()
  const drift = page.getByRole("region", { name: "Then and now" })
  const cell = drift.getByRole("region", { name: "A", exact: true })
  await expect(cell).toContainText(then)
  await expect(cell.getByText(/^(Done|Hit the token limit)$/i)).toBeVisible()
  expect(started).toHaveLength(1)
  await page.context().close()
})

test("a viewer reads and opens a link, and cannot run it", async ({ api, browser }) => {
  const { address } = await aShare(api)
  const page = await otherBrowser(browser, "viewer")
  await page.goto(address)
  await expect(page.getByRole("button", { name: "Open in my playground" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Run again and compare with then" })).toHaveCount(0)
  await page.context().close()
})

test("images of a link are seen without an account, by that link only, and become the receiver's own", async ({
  api,
  browser,
}) => {
  const { sha256 } = await (await api.http.post("/api/images", { data: aPicture() })).json()
  const data = { ...shareInput(sha256), title: "A fox" }
  const made = await (await api.http.post("/api/shares", { data })).json()
  const other = await aShare(api)
  const nobody = await otherBrowser(browser, "nobody")
  await nobody.goto(`/s/${made.share.id}`)
  const picture = nobody.getByRole("img", { name: "Image to start from" })
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  for (const [address, status] of [
    [`/api/shares/${made.share.id}/images/${sha256}`, 200],
    [`/api/shares/${other.id}/images/${sha256}`, 404],
    [`/api/images/${sha256}`, 401],
  ] as const)
    expect((await nobody.request.get(address)).status(), address).toBe(status)

  const member = await otherBrowser(browser, "member")
  await member.goto(`/s/${made.share.id}`)
  await member.getByRole("button", { name: "Open in my playground" }).click()
  await expect(member).toHaveURL(/\/images$/)
  await expect(member.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("A fox")
  expect((await member.request.get(`/api/images/${sha256}`)).status()).toBe(200)
  await api.http.delete(`/api/shares/${made.share.id}`)
  const revoked = await nobody.request.get(`/api/shares/${made.share.id}/images/${sha256}`)
  expect(revoked.status()).toBe(404)
  for (const page of [nobody, member]) await page.context().close()
})

test("chats get a picture of a public link, and of a link for signed-in people one that says nothing", async ({
  api,
  browser,
}) => {
  const { address, id } = await aShare(api, { title: "Rain 雨 🗼 <b>" })
  const nobody = await otherBrowser(browser, "nobody")
  await nobody.goto(address)
  const image = await nobody.locator('meta[property="og:image"]').getAttribute("content")
  const path = new URL(image ?? "").pathname
  const picture = async () => {
    const answer = await nobody.request.get(path)
    return { status: answer.status(), type: answer.headers()["content-type"], bytes: await answer.body() }
  }
  const named = await picture()
  expect(named).toMatchObject({ status: 200, type: "image/png" })
  expect(named.bytes.readUInt32BE(16)).toBe(1200)
  const { address: second } = await aShare(api, { title: "Another title", audience: "people" })
  const unnamed = await nobody.request.get(path.replace(address, second))
  const third = await aShare(api, { title: "A third one", audience: "people" })
  const alike = await nobody.request.get(path.replace(address, third.address))
  expect((await unnamed.body()).equals(await alike.body())).toBe(true)
  await api.http.delete(`/api/shares/${id}`)
  expect((await picture()).status).toBe(404)
  await nobody.context().close()
})

for (const theme of ["light", "dark"] as const)
  test(`link, dialog and dead link have no fault that axe can see, and fit a phone, ${theme}`, async ({
    page,
    api,
  }) => {
    const { address } = await aShare(api)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" })
    await page.setViewportSize({ width: 390, height: 844 })
    const look = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`,
      )
      expect(found, where).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, where).toBeLessThanOrEqual(0)
    }
    for (const path of [address, "/s/nowhere", "/open#1abc"]) {
      await page.goto(path)
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
      await page.waitForLoadState("networkidle")
      await look(path)
    }
    await openPlayground(page)
    await columnA(page).prompt.fill("Ask ann@mail.example")
    for (const side of ["Private link", "Stored link", "My links"] as const) {
      const dialog = await openShare(page, side)
      await expect(dialog.getByText(/2 finds look|Rain at two temperatures/).first()).toBeVisible()
      await look(side)
      await dialog.getByRole("button", { name: "Close" }).click()
    }
  })

test("without a network, sharing and saving say so, and what was written stays on the page", async ({
  page,
  context,
}) => {
  await openPlayground(page)
  const { prompt } = columnA(page)
  await prompt.fill("Words that must not go away")
  const share = page.getByRole("button", { name: "Share", exact: true })
  await expect(share).toBeVisible()
  await context.setOffline(true)
  await share.click()
  await expect(page.getByText("The server cannot be reached")).toBeVisible()
  await expect(prompt).toHaveValue("Words that must not go away")
  await context.setOffline(false)
  await share.click()
  await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible()
})
