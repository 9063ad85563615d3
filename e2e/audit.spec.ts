import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

test("an admin reads what happened, verifies the log, and learns where somebody has tampered with it", async ({
  browser,
  playwright,
}) => {
  // An app of its own: what is broken here must not be broken for others.
  const app = await startApp()
  try {
    const admin = await createPerson(app, "admin")
    const stranger = await browser.newPage({ baseURL: app.url, locale: "en-US" })
    await stranger.goto("/sign-in")
    const email = stranger.getByRole("textbox", { name: "E-mail" })
    await email.fill("nobody@example.org")
    await stranger.getByLabel("Password", { exact: true }).fill("a wrong password")
    await stranger.getByRole("button", { name: "Sign in", exact: true }).click()
    await expect(stranger.getByRole("main").getByRole("alert")).toBeVisible()

    const api = await apiOf(app, admin, playwright.request)
    await api.http.patch("/api/policy", { data: { membersMayConnect: false } })
    await api.run("sandbox-fast", "A prompt that is nobody's business")

    const context = await browser.newContext({ baseURL: app.url, locale: "en-US" })
    await context.addCookies([{ ...admin.cookie, url: app.url }])
    const page = await context.newPage()
    await page.goto("/monitor/audit")
    const list = page.getByRole("region", { name: "Entries" })
    await expect(
      list.getByRole("button", { name: /Ann Example started a batch.*sandbox-fast/ }),
    ).toBeVisible()
    await expect(list.getByRole("button", { name: /Somebody tried to sign in.*Refused/ })).toBeVisible()
    await expect(list).not.toContainText("nobody's business")

    await page.getByRole("combobox", { name: "Kind" }).selectOption("policy")
    await expect(page).toHaveURL(/group=policy/)
    await expect(list.getByRole("listitem")).toHaveCount(2)
    const policy = list.getByRole("button", { name: /members may connect: yes → no/ })
    await policy.click()
    await expect(list.getByText(/^[0-9a-f]{64}$/)).toHaveCount(2)

    await page.getByRole("button", { name: "Verify the chain" }).click()
    await expect(page.getByText(/The log is whole: \d+ entries, number 1 to \d+/)).toBeVisible()
    const download = page.waitForEvent("download")
    await page.getByRole("button", { name: "Export" }).click()
    await page.getByRole("menuitem", { name: /CSV/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^audit-.*\.csv$/)

    const database = new DatabaseSync(join(app.dataDir, "bracket.db"), { timeout: 10_000 })
    expect(() => database.exec("update audit set outcome = 'ok'")).toThrow(/append-only/)
    database.exec("drop trigger audit_never_changed")
    const bad = database
      .prepare(
        "update audit set outcome = 'ok' where action = 'sign-in' and outcome = 'refused' returning seq",
      )
      .get()
    database.close()
    await page.getByRole("button", { name: "Verify the chain" }).click()
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      `The log breaks at entry ${bad?.seq}`,
    )
    await expect(page.getByRole("main").getByRole("alert")).toContainText("somebody has changed it")

    const member = await createPerson(app, "member")
    const membersApi = await apiOf(app, member, playwright.request)
    expect((await membersApi.http.get("/api/audit")).status()).toBe(403)
    expect((await membersApi.http.get("/monitor/audit")).status()).toBe(404)
  } finally {
    await app.stop()
    await discardData(app)
  }
})
