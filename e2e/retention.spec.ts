import { DatabaseSync } from "node:sqlite"
import { apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

test("an admin sees what would go before anything goes, and then what has gone", async ({
  page,
  context,
  playwright,
}) => {
  const app = await startApp()
  try {
    const [member, admin] = [await createPerson(app), await createPerson(app, "admin")]
    const api = await apiOf(app, member, playwright.request)
    for (const prompt of ["An old one", "A new one"]) await api.run("sandbox-fast", prompt)
    const database = new DatabaseSync(`${app.dataDir}/bracket.db`, { timeout: 10_000 })
    database
      .prepare("update runs set finished_at = finished_at - ? where prompt_text = 'An old one'")
      .run(40 * 86_400_000)
    database.close()
    const prompts = async () => {
      const { runs } = await (await api.http.get("/api/runs")).json()
      return runs.map(({ promptPreview }: { promptPreview: string }) => promptPreview)
    }

    await context.addCookies([{ ...admin.cookie, url: app.url }])
    await page.goto(`${app.url}/settings`)
    const section = page.getByRole("region", { name: "Retention" })
    const days = section.getByRole("textbox", { name: /^Texts/ })
    await days.fill("0")
    await expect(section.getByText("A whole number of days")).toBeVisible()
    await days.fill("30")
    await section.getByRole("button", { name: "What would go now?" }).click()
    await expect(section.getByText(/^1 run · about .* · oldest from /)).toBeVisible()
    expect(await prompts()).toHaveLength(2)

    await section.getByRole("button", { name: "Save" }).click()
    await expect(page.getByText("Retention saved")).toBeVisible()
    await section.getByRole("button", { name: "Run now" }).click()
    await expect(section.getByText(/^Texts: 1 run/)).toBeVisible()
    await expect.poll(prompts).toEqual(["A new one"])
    await api.http.dispose()
  } finally {
    await app.stop()
    await discardData(app)
  }
})
