import { apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

test("a sample is drawn and reviewed by keys; nobody overwrites what another has said meanwhile", async ({
  page,
  context,
  playwright,
}) => {
  const app = await startApp()
  try {
    const [member, admin, reviewer] = [
      await createPerson(app),
      await createPerson(app, "admin"),
      await createPerson(app),
    ]
    const makes = await apiOf(app, member, playwright.request)
    for (const prompt of ["The first prompt", "The second prompt"]) await makes.run("sandbox-fast", prompt)
    const asAdmin = await apiOf(app, admin, playwright.request)
    const asReviewer = await apiOf(app, reviewer, playwright.request)
    // Nobody reads other people's words before an admin has named them.
    expect((await asReviewer.http.get("/api/review/items")).status()).toBe(403)
    const policy = await (await asAdmin.http.get("/api/review/policy")).json()
    await asAdmin.http.put("/api/review/policy", { data: { ...policy, reviewers: [reviewer.id] } })

    await context.addCookies([{ ...admin.cookie, url: app.url }])
    await page.goto(`${app.url}/monitor/review`)
    await expect(page.getByText("Nothing waits")).toBeVisible()
    await page.getByRole("button", { name: "Draw a sample now" }).click()
    const queue = page.getByRole("region", { name: "Queue", exact: true })
    await expect(queue.getByRole("listitem")).toHaveCount(2)

    const item = page.getByRole("article", { name: "Run to review" })
    await expect(item.getByRole("region", { name: "Prompt" })).toContainText("prompt")
    await page.keyboard.press("f")
    await expect(page.getByText("Marked as fine")).toBeVisible()
    await expect(queue.getByRole("listitem")).toHaveCount(1)

    // Meanwhile somebody else has an opinion about the other one.
    const { items } = await (await asReviewer.http.get("/api/review/items?verdict=open")).json()
    await expect(item.getByRole("region", { name: "Prompt" })).toContainText(items[0].preview)
    const fine = { verdict: "fine", category: null, note: "", version: 0 }
    expect((await asReviewer.http.patch(`/api/review/items/${items[0].id}`, { data: fine })).ok()).toBe(true)
    await page.keyboard.press("v")
    await page.keyboard.press("n")
    await page.keyboard.type("Names a person")
    await page.keyboard.press("Escape")
    await page.keyboard.press("5")
    await expect(item.getByText("Ann Example has changed this mark meanwhile")).toBeVisible()
    await expect(item.getByRole("textbox", { name: "Note" })).toHaveValue("Names a person")
    await item.getByRole("button", { name: "Privacy" }).click()
    await expect(page.getByText("Marked as a violation")).toBeVisible()

    await page.getByRole("radio", { name: "Figures" }).check()
    await expect(page.getByText("1 of 2 reviewed, 0 open")).toBeVisible()
    await expect(page.getByText(/to .* with 95 % confidence/)).toBeVisible()
    for (const api of [makes, asAdmin, asReviewer]) await api.http.dispose()
  } finally {
    await app.stop()
    await discardData(app)
  }
})
