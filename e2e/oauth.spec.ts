import { apiOf, batchOf, createPerson, expect, sharedApp, test } from "./fixtures.ts"

const connection = "/api/connections/sandbox-oauth"

test("an admin connects by OAuth 2.0 at the provider's page, and runs go through until it is disconnected", async ({
  page,
  context,
  playwright,
}) => {
  const app = sharedApp()
  const admin = await createPerson(app, "admin")
  await context.addCookies([{ ...admin.cookie, url: app.url }])
  const api = await apiOf(app, admin, playwright.request)
  const start = async () => (await (await api.http.post(`${connection}/oauth/start`)).json()).url
  const run = async () => {
    const variant = { connectionId: "sandbox-oauth" }
    const events = await api.run("sandbox-fast", "Hello", variant)
    return events.find((event) => event.type === "run.finished")?.data
  }
  // For this test alone: the others run on the same app.
  const access = { kind: "people", ids: [admin.id] }
  expect((await api.http.patch(connection, { data: { disabled: false, access } })).status()).toBe(200)
  try {
    expect(await run()).toMatchObject({ status: "failed", error: { code: "oauth_reconnect" } })

    await page.goto(await start())
    await expect(page.getByText("It is not DeepSeek")).toBeVisible()
    await page.getByRole("button", { name: "Deny" }).click()
    await page.waitForURL(/\/settings\?oauth=denied&connection=sandbox-oauth#connections$/)

    await page.goto(await start())
    await page.getByRole("button", { name: "Allow" }).click()
    await page.waitForURL(/\/settings\?oauth=connected&connection=sandbox-oauth#connections$/)
    expect(await run()).toMatchObject({ status: "succeeded" })
    expect((await (await api.http.get(`${connection}/oauth`)).json()).status).toMatchObject({
      state: "connected",
      connectedBy: admin.id,
    })

    await api.http.post(`${connection}/oauth/disconnect`)
    expect(await run()).toMatchObject({ status: "failed", error: { code: "oauth_reconnect" } })
  } finally {
    await api.http.patch(connection, { data: { disabled: true } })
    await api.http.dispose()
  }
})

test("a callback that nobody here asked for is not taken, and says so on a page", async ({ page }) => {
  await page.goto("/api/oauth/callback?code=stolen&state=made-up")
  await expect(page).toHaveURL(/\/settings\?oauth=state#connections$/)
})

test("a member finds no connection of the server to connect", async ({ api }) => {
  expect((await api.http.post(`${connection}/oauth/start`)).status()).toBe(404)
  expect((await api.http.post("/api/batches", { data: batchOf("sandbox-fast") })).status()).toBe(200)
})
