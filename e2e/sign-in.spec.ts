import { expect, test } from "./fixtures.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

let app: RunningApp
test.beforeEach(async ({ context }) => {
  await context.clearCookies()
  app = await startApp()
})
test.afterEach(async () => {
  await app.stop()
  await discardData(app)
})

test("the printed link signs the owner in, once, and back to where they wanted to go", async ({
  page,
  browser,
}) => {
  await page.goto(`${app.url}/history`)
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fhistory$/)
  await page.goto(app.link ?? "")
  await expect(page).toHaveURL(`${app.url}/playground`)
  await expect(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Playground" }),
  ).toBeVisible()

  const second = await (await browser.newContext()).newPage()
  await second.goto(app.link ?? "")
  await expect(second.getByRole("main").getByRole("alert")).toBeVisible()
  await expect(second).toHaveURL(`${app.url}/sign-in`)
  await second.context().close()
})

test("looking at the link does not spend it", async ({ page, request }) => {
  const link = app.link ?? ""
  expect((await request.get(link)).status()).toBe(200)
  await page.goto(link)
  await expect(page).toHaveURL(`${app.url}/playground`)
})

test("with a password set, sign-out acts at once and the password signs in again", async ({
  page,
  context,
  request,
}) => {
  await page.goto(app.link ?? "")
  await expect(page).toHaveURL(`${app.url}/playground`)
  await page.goto(`${app.url}/settings`)
  await page.getByRole("button", { name: "Set a password" }).click()
  await page.getByRole("textbox", { name: "E-mail" }).fill("owner@example.org")
  await page.getByLabel("New password", { exact: true }).fill("a long enough password")
  await page.getByRole("button", { name: "Save password" }).click()
  await expect(page.getByText("Password saved.").first()).toBeVisible()

  const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith("session-token"))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" })
  await page.getByRole("button", { name: /Account/ }).click()
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  const kept = await request.get(`${app.url}/api/me`, {
    headers: { cookie: `${cookie?.name}=${cookie?.value}` },
  })
  expect(kept.status()).toBe(401)

  await page.goto(`${app.url}/history`)
  await page.getByRole("textbox", { name: "E-mail" }).fill("owner@example.org")
  await page.getByLabel("Password", { exact: true }).fill("not the password")
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("main").getByRole("alert").first()).toBeVisible()
  await page.getByLabel("Password", { exact: true }).fill("a long enough password")
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page).toHaveURL(`${app.url}/history`)
})
