import { DatabaseSync } from "node:sqlite"
import type { Page } from "@playwright/test"
import { type AppUnderTest, apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

function setSandbox(app: AppUnderTest, settings: object): void {
  const database = new DatabaseSync(`${app.dataDir}/bracket.db`, { timeout: 10_000 })
  database.prepare("update connections set settings = ? where id = 'sandbox'").run(JSON.stringify(settings))
  database.close()
}

async function openWorkspace(page: Page, app: AppUnderTest, samples: number): Promise<void> {
  await page.goto(`${app.url}/playground`)
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Hello")
  const column = page.getByRole("region", { name: "Column A" })
  await column.getByRole("combobox", { name: "Model" }).selectOption("sandbox\nsandbox-fast")
  await column.getByRole("spinbutton", { name: "Samples" }).fill(String(samples))
  await page.keyboard.press("Tab")
  await expect(page.getByText(`${samples} requests`, { exact: true })).toBeVisible()
}

test("near a plan's quota and while the breaker is open, the Run button says who waits, for how long and why", async ({
  browser,
  playwright,
}) => {
  const app = await startApp()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const admin = await createPerson(app, "admin")
    await context.addCookies([{ ...admin.cookie, url: app.url }])
    const page = await context.newPage()

    setSandbox(app, { planQuota: { requestsPerMinute: 2 } })
    await openWorkspace(page, app, 3)
    await page.getByRole("button", { name: "Run", exact: true }).click()
    await expect(
      page.getByText(/2 wait, first place 1 · about .* · slowing down before the quota of Sandbox/),
    ).toBeVisible()
    await page.getByRole("button", { name: "Stop", exact: true }).click()
    await expect(page.getByText(/slowing down before/)).toHaveCount(0)

    await page.goto(`${app.url}/settings#connections`)
    await expect(page.getByRole("meter", { name: "Requests a minute" })).toHaveAttribute(
      "aria-valuetext",
      /^\d of 2, slower from 1\.6$/,
    )

    setSandbox(app, {})
    const api = await apiOf(app, admin, playwright.request)
    await api.run("fault-500")
    await openWorkspace(page, app, 2)
    await page.getByRole("button", { name: "Run", exact: true }).click()
    await expect(page.getByText(/^Sandbox: paused after 5 faults, one probe in \d+ s/)).toBeVisible()

    await page.goto(`${app.url}/monitor`)
    const services = page.getByRole("region", { name: "Services" })
    for (const name of ["Database", "Disk"])
      await expect(services.getByRole("listitem").filter({ hasText: name })).toContainText("Up")
  } finally {
    await context.close()
    await app.stop()
    await discardData(app)
  }
})
