import { apiOf, createPerson, expect, sharedApp, test } from "./fixtures.ts"

test("figures show how runs went, and lead to the runs behind them", async ({ page, api }) => {
  await page.goto("/monitor")
  await expect(page.getByText("Your runs")).toBeVisible()
  await expect(page.getByText("No runs in this range")).toBeVisible()

  for (const model of ["sandbox-fast", "sandbox-fast", "fault-401"]) await api.run(model)
  // Asked for anew by itself: nobody reloads.
  const rate = page.getByRole("definition").filter({ hasText: "1 of 3 failed" })
  await expect(rate).toContainText("33.3%", { timeout: 30_000 })
  await expect(rate).toContainText("Over 5 %")

  const walk = page.getByRole("slider", { name: /^Requests per second/ })
  await expect(walk).toHaveAttribute("aria-valuetext", /Requests/)
  await page.getByRole("button", { name: "Error rate as a table" }).click()
  await expect(
    page.getByRole("region", { name: "Error rate", exact: true }).getByRole("table").first(),
  ).toBeVisible()

  await page.getByRole("button", { name: /upstream_credential/ }).click()
  const behind = page.getByRole("dialog", { name: "Runs behind this figure" })
  await expect(behind.getByRole("listitem")).toHaveCount(1)
  await expect(behind.getByRole("listitem")).toContainText("fault-401")
  await behind.getByRole("link").click()
  await expect(page).toHaveURL(/\/history\/.+/)

  await page.goto("/monitor?range=24h&model=sandbox-fast")
  const models = page.getByRole("region", { name: "By model" }).first()
  await expect(models.getByRole("row", { name: /sandbox-fast/ })).toContainText("2")
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue("sandbox-fast")
  await walk.focus()
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  await expect(behind).toBeVisible()
})

test("an admin sees the figures of others, and nothing of what they wrote", async ({
  page,
  api,
  playwright,
  context,
  person,
}) => {
  const word = `secret-${person.id}`
  await api.run("sandbox-fast", word)
  const admin = await createPerson(sharedApp(), "admin")
  await context.addCookies([{ ...admin.cookie, url: sharedApp().url }])
  await page.goto(`/monitor?person=${person.id}`)
  await expect(page.getByText("Everybody's runs")).toBeVisible()
  await page.getByRole("button", { name: "sandbox-fast" }).click({ timeout: 30_000 })
  const behind = page.getByRole("dialog", { name: "Runs behind this figure" })
  await behind.getByText("Succeeded").or(behind.getByText("Done")).first().click()
  await expect(behind.getByText("Somebody else's run")).toBeVisible()
  const asAdmin = await apiOf(sharedApp(), admin, playwright.request)
  const answer = await asAdmin.http.get(`/api/monitor/runs?person=${person.id}`)
  const text = await answer.text()
  expect(JSON.parse(text).runs).toHaveLength(1)
  expect(text).not.toContain(word)
  // Nobody else is told anything of it.
  const others = await createPerson(sharedApp())
  const asOther = await apiOf(sharedApp(), others, playwright.request)
  expect(await (await asOther.http.get(`/api/monitor/runs?person=${person.id}`)).json()).toMatchObject({
    runs: [],
  })
})
