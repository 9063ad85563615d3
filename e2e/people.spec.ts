import { DatabaseSync } from "node:sqlite"
import AxeBuilder from "@axe-core/playwright"
import type { Browser, Page } from "@playwright/test"
import { startIssuer } from "./fake-issuer.ts"
import {
  apiOf,
  batchOf,
  createPerson,
  expect,
  openPlayground,
  parseEvents,
  sharedApp,
  test,
} from "./fixtures.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

/** A browser of somebody else: nothing of the test's own person is in it. */
async function otherBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: "en-US" })).newPage()
}

/** A page of a new person of this role, on the shared app. */
async function pageOf(browser: Browser, role: string) {
  const person = await createPerson(sharedApp(), role)
  const page = await otherBrowser(browser)
  await page.context().addCookies([{ ...person.cookie, url: sharedApp().url }])
  return { person, page }
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("region", { name: "People" }).getByRole("listitem").filter({ hasText: name })

function rename(id: string, name: string) {
  const database = new DatabaseSync(`${sharedApp().dataDir}/bracket.db`, { timeout: 10_000 })
  database.prepare("update people set name = ? where id = ?").run(name, id)
  database.close()
}

test("an admin invites somebody, who chooses a name and a password and is in; the link is spent", async ({
  browser,
}) => {
  const { page } = await pageOf(browser, "admin")
  await page.goto("/settings#people")
  await page.getByRole("textbox", { name: "Address to invite" }).fill("Zoe@Example.org")
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("viewer")
  await page.getByRole("button", { name: "Make an invitation" }).click()
  const link = await page.getByRole("textbox", { name: /^Link for/ }).inputValue()
  expect(link).toContain(`${sharedApp().url}/sign-in#invitation=`)
  await expect(page.getByRole("region", { name: "Open invitations" })).toContainText("zoe@example.org")

  const guest = await otherBrowser(browser)
  // Looked at twice, as a preview would: that spends nothing.
  await guest.request.get(link)
  await guest.goto(link)
  await expect(guest.getByText(/as Viewer with the address zoe@example.org/)).toBeVisible()
  expect(guest.url()).not.toContain("invitation=")
  await guest.getByRole("button", { name: "Join" }).click()
  await expect(guest.getByRole("main").getByRole("alert")).toContainText("Enter your name")
  await guest.getByRole("textbox", { name: "Name" }).fill("Zoe")
  await guest.getByLabel("Choose a password").fill("a long enough password")
  await guest.getByRole("button", { name: "Join" }).click()
  await expect(guest).toHaveURL(/\/playground$/)
  const me = await (await guest.request.get("/api/me")).json()
  expect(me.person).toMatchObject({
    name: "Zoe",
    email: "zoe@example.org",
    role: "viewer",
    hasPassword: true,
  })
  // A viewer runs nothing, and manages nobody.
  await guest.goto("/settings")
  await expect(guest.getByRole("heading", { name: "Account" })).toBeVisible()
  await expect(guest.getByRole("heading", { name: "People" })).toHaveCount(0)

  const late = await otherBrowser(browser)
  await late.goto(link)
  await expect(late.getByRole("main").getByRole("alert")).toContainText("no longer open")
  await page.reload()
  await expect(rowOf(page, "Zoe")).toContainText("zoe@example.org")
  await expect(page.getByRole("button", { name: /Take back .* zoe@example.org/ })).toHaveCount(0)
  for (const each of [page, guest, late]) await each.context().close()
})

test("an admin changes a role and suspends somebody, which acts at once on what runs", async ({
  browser,
  playwright,
}) => {
  const member = await createPerson(sharedApp())
  rename(member.id, "Yann Member")
  const api = await apiOf(sharedApp(), member, playwright.request)
  const { page } = await pageOf(browser, "admin")
  await page.goto("/settings#people")
  await page.getByRole("combobox", { name: "Role of Yann Member" }).selectOption("admin")
  await expect(page.getByText("Yann Member is now Admin.").first()).toBeVisible()
  expect((await api.http.get("/api/people")).status()).toBe(200)

  // Says something and then nothing: it surely still runs when its person is suspended.
  const batch = batchOf("fault-stall", "A long story")
  const answer = api.http.post("/api/batches", { data: batch })
  await expect
    .poll(async () => (await (await api.http.get("/api/runs")).json()).runs[0]?.outputPreview ?? "")
    .not.toBe("")
  await page.getByRole("button", { name: "Actions for Yann Member" }).click()
  await page.getByRole("menuitem", { name: "Suspend" }).click()
  await expect(rowOf(page, "Yann Member")).toContainText("suspended")
  const finished = parseEvents(await (await answer).text()).find((event) => event.type === "run.finished")
  expect(finished?.data).toMatchObject({ status: "cancelled", upstreamClosed: true })
  expect((await api.http.get("/api/me")).status()).toBe(401)
  await page.context().close()
  await api.http.dispose()
})

test("somebody who is removed hands over what they own, to whom the admin chooses", async ({
  browser,
  playwright,
}) => {
  const member = await createPerson(sharedApp())
  rename(member.id, "Xeno Member")
  const api = await apiOf(sharedApp(), member, playwright.request)
  const events = await api.run("sandbox-fast", "To be handed over")
  const runId = String(events.find((event) => event.type === "run.finished")?.data.runId)
  const { page } = await pageOf(browser, "owner")
  await page.goto("/settings#people")
  await page.getByRole("button", { name: "Actions for Xeno Member" }).click()
  await page.getByRole("menuitem", { name: "Remove…" }).click()
  const dialog = page.getByRole("dialog", { name: "Remove Xeno Member" })
  // Nothing is chosen beforehand.
  await expect(dialog.getByRole("button", { name: "Remove" })).toBeDisabled()
  await dialog.getByRole("radio", { name: "Hand over to" }).check()
  await dialog.getByRole("button", { name: "Remove" }).click()
  await expect(page.getByText("Xeno Member was removed.").first()).toBeVisible()
  await expect(rowOf(page, "Xeno Member")).toHaveCount(0)
  expect((await api.http.get("/api/me")).status()).toBe(401)
  expect((await page.request.get(`/api/runs/${runId}`)).status()).toBe(200)
  await page.context().close()
  await api.http.dispose()
})

test("a budget refuses clearly, is shown near Run before that, and in the settings", async ({
  browser,
  page,
  person,
}) => {
  rename(person.id, "Wim Member")
  const { page: admin } = await pageOf(browser, "admin")
  await admin.goto("/settings#people")
  await admin.getByRole("button", { name: "Actions for Wim Member" }).click()
  await admin.getByRole("menuitem", { name: "Budget…" }).click()
  const dialog = admin.getByRole("dialog", { name: "Budget of Wim Member" })
  await dialog.getByRole("textbox", { name: "Requests a day" }).fill("many")
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled()
  await dialog.getByRole("textbox", { name: "Requests a day" }).fill("1")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByText("Budget saved.").first()).toBeVisible()
  await admin.context().close()

  await openPlayground(page)
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Once")
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByText(/budget is used up \(Requests a day: 1 of 1\)/)).toBeVisible()
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByText("Your budget is used up", { exact: true })).toBeVisible()
  await expect(page.getByText(/Used: 1 of 1 requests a day/)).toBeVisible()
  await page.goto("/settings")
  await expect(page.getByRole("meter", { name: "Requests a day" })).toHaveAttribute("aria-valuenow", "100")
  const { runs } = await (await page.request.get("/api/runs")).json()
  expect(runs.map((run: { status: string }) => run.status)).toEqual(["failed", "succeeded"])
})

test("sessions are listed and can be ended one by one", async ({ page, person, playwright }) => {
  const elsewhere = await apiOf(sharedApp(), person, playwright.request)
  const database = new DatabaseSync(`${sharedApp().dataDir}/bracket.db`, { timeout: 10_000 })
  const later = Date.now() + 3_600_000
  database
    .prepare(
      "insert into sessions (id, person_id, created_at, expires_at, last_seen_at, user_agent, address) values (?, ?, 1, ?, 1, ?, 'direct')",
    )
    .run(
      `other-${person.id}`,
      person.id,
      later,
      "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/2010 Firefox/140.0",
    )
  database.close()
  await page.goto("/settings")
  const list = page.getByRole("list", { name: "Where you are signed in" })
  await expect(list.getByRole("listitem")).toHaveCount(2)
  await list.getByRole("button", { name: "Sign out Firefox on Windows" }).click()
  await expect(list.getByRole("listitem")).toHaveCount(1)
  await expect(list).toContainText("this one")
  await page.getByRole("button", { name: "Sign out everywhere else" }).click()
  await expect(page.getByText("Signed out everywhere else.").first()).toBeVisible()
  expect((await elsewhere.http.get("/api/me")).status()).toBe(200)
  await elsewhere.http.dispose()
})

for (const colorScheme of ["light", "dark"] as const)
  test(`the pages of people have no accessibility fault that axe can see, and fit on a phone (${colorScheme})`, async ({
    browser,
  }) => {
    // An app of its own, with two people: the list of the shared one grows with each test.
    const app = await startApp()
    await createPerson(app)
    const page = await otherBrowser(browser)
    await page.goto(app.link ?? "")
    await page.waitForURL("**/playground")
    const expectFine = async (on: Page, where: string) => {
      const { violations } = await new AxeBuilder({ page: on }).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`),
        where,
      ).toEqual([])
    }
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.goto(`${app.url}/settings#people`)
    await page.getByRole("textbox", { name: "Address to invite" }).fill(`una-${colorScheme}@example.org`)
    await page.getByRole("button", { name: "Make an invitation" }).click()
    await expect(page.getByRole("textbox", { name: /^Link for/ })).toBeVisible()
    await expectFine(page, "people")
    for (const [item, title] of [
      ["Budget…", "Budget of Ann Example"],
      ["New sign-in link…", "New sign-in link for Ann Example"],
      ["Remove…", "Remove Ann Example"],
    ]) {
      await page.getByRole("button", { name: "Actions for Ann Example" }).click()
      await page.getByRole("menuitem", { name: item }).click()
      await expect(page.getByRole("dialog", { name: title })).toBeVisible()
      await expectFine(page, title ?? "")
      await page.keyboard.press("Escape")
    }
    const guest = await otherBrowser(browser)
    await guest.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await guest.goto(await page.getByRole("textbox", { name: /^Link for/ }).inputValue())
    await expect(guest.getByRole("button", { name: "Join" })).toBeVisible()
    await expectFine(guest, "invitation")
    await guest.context().close()
    await page.setViewportSize({ width: 390, height: 844 })
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.context().close()
    await app.stop()
    await discardData(app)
  })

test.describe("an OpenID Connect issuer", () => {
  const client = { id: "bracket", secret: "issuer-client-secret" }
  let issuer: Awaited<ReturnType<typeof startIssuer>>
  let app: RunningApp
  test.beforeAll(async () => {
    issuer = await startIssuer(client)
    app = await startApp({
      env: {
        OIDC_ISSUER: issuer.url,
        OIDC_CLIENT_ID: client.id,
        OIDC_CLIENT_SECRET: client.secret,
        OIDC_NAME: "Example ID",
        OIDC_ALLOWED_DOMAINS: "corp.example",
      },
    })
  })
  test.afterAll(async () => {
    await app.stop()
    await discardData(app)
    await issuer.close()
  })

  async function comeAs(browser: Browser, account: typeof issuer.state.account): Promise<Page> {
    issuer.state.account = account
    const page = await otherBrowser(browser)
    await page.goto(`${app.url}/sign-in?to=%2Fhistory`)
    await page.getByRole("button", { name: "Sign in with Example ID" }).click()
    return page
  }

  test("lets in who was invited by that address and whose domain may come in, back to where they were going", async ({
    browser,
  }) => {
    const owner = await otherBrowser(browser)
    await owner.goto(app.link ?? "")
    await owner.waitForURL("**/playground")
    const invited = { sub: "vera-1", email: "Vera@Example.org", email_verified: true, name: "Vera" }
    await owner.request.post(`${app.url}/api/people/invitations`, {
      data: { email: "vera@example.org", role: "viewer" },
    })
    const vera = await comeAs(browser, invited)
    await expect(vera).toHaveURL(`${app.url}/history`)
    const me = async (page: Page) => (await (await page.request.get(`${app.url}/api/me`)).json()).person
    expect(await me(vera)).toMatchObject({ name: "Vera", email: "vera@example.org", role: "viewer" })
    // The account is theirs from now on, whatever becomes of its address.
    const again = await comeAs(browser, { ...invited, email: "vera@new.example", email_verified: false })
    await expect(again).toHaveURL(`${app.url}/history`)
    expect((await me(again)).id).toBe((await me(vera)).id)

    const joined = await comeAs(browser, {
      sub: "u",
      email: "ulf@corp.example",
      email_verified: true,
      name: "Ulf",
    })
    await expect(joined).toHaveURL(`${app.url}/history`)
    expect(await me(joined)).toMatchObject({ name: "Ulf", role: "member" })
    expect(issuer.state.secretsSeen).toBe(3)
    for (const page of [owner, vera, again, joined]) await page.context().close()
  })

  test("keeps out strangers and addresses that nobody verified, and says why", async ({ browser }) => {
    const stranger = await comeAs(browser, {
      sub: "s",
      email: "s@else.example",
      email_verified: true,
      name: "S",
    })
    await expect(stranger.getByRole("main").getByRole("alert")).toContainText(
      "Nobody has invited this address",
    )
    const unverified = await comeAs(browser, {
      sub: "x",
      email: "x@corp.example",
      email_verified: false,
      name: "X",
    })
    await expect(unverified.getByRole("main").getByRole("alert")).toContainText(
      "does not vouch for your address",
    )
    for (const page of [stranger, unverified]) {
      expect((await page.request.get(`${app.url}/api/me`)).status()).toBe(401)
      await page.context().close()
    }
  })

  test("a way back that nobody has asked for leads nowhere", async ({ browser }) => {
    const page = await otherBrowser(browser)
    await page.goto(`${app.url}/api/auth/callback/oidc?code=made-up&state=made-up`)
    await expect(page.getByRole("main").getByRole("alert")).toContainText("did not work")
    expect((await page.request.get(`${app.url}/api/me`)).status()).toBe(401)
    await page.context().close()
  })
})
