import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { localeCookie } from "../lib/domain/locale.ts"
import { chooseModel, columnA, expect, openPlayground, sharedApp, test } from "./fixtures.ts"
import { makePictures } from "./make-pictures.ts"

async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`)
  expect(found, where).toEqual([])
}

for (const theme of ["light", "dark"] as const)
  test(`no page has an accessibility fault that axe can see, ${theme}`, async ({ page, api }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" })
    const events = await api.run("sandbox-fast", "Give me a list")
    const runId = String(events.find((event) => event.type === "run.finished")?.data.runId)
    await openPlayground(page)
    await expectNoViolation(page, "playground, empty")
    const { prompt, run, figures, column, status } = columnA(page)
    await chooseModel(page, "sandbox-fast")
    await prompt.fill("Give me a list")
    await column.getByRole("button", { name: "More settings" }).click()
    await run.click()
    await expect(figures).toContainText("total")
    await expectNoViolation(page, "playground, done")
    await page.getByRole("button", { name: "Tools, JSON, beginning of the answer" }).click()
    await page.getByRole("button", { name: "Insert an example" }).click()
    await prompt.fill("The weather in Bern?")
    await run.click()
    await expect(column.getByRole("region", { name: "Tool calls" })).toBeVisible()
    await expectNoViolation(page, "playground, a tool called")
    await chooseModel(page, "fault-401")
    await run.click()
    await expect(status("Failed").first()).toBeVisible()
    await expectNoViolation(page, "playground, failed")
    for (const address of ["/history", `/history/${runId}`, "/settings", "/nowhere"]) {
      await page.goto(address)
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached()
      await page.waitForLoadState("networkidle")
      await expectNoViolation(page, address)
    }
    await page.context().clearCookies()
    await page.goto("/sign-in")
    await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible()
    await expectNoViolation(page, "sign-in")
  })

for (const theme of ["light", "dark"] as const)
  for (const locale of ["en", "zh-CN"] as const)
    test(`pictures, gallery and viewer have no fault that axe can see, ${theme}, ${locale}`, async ({
      page,
      api,
    }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" })
      await page.context().addCookies([{ name: localeCookie, value: locale, url: sharedApp().url }])
      await page.goto("/images")
      await expect(page.locator("[inert]")).toHaveCount(0)
      await expectNoViolation(page, "images, empty")
      await page.goto("/images/gallery")
      await expect(page.locator("a[href='/images']").last()).toBeVisible()
      await expectNoViolation(page, "gallery, empty")
      await makePictures(api, "A lighthouse at dusk", [1, 2])
      await page.reload()
      const card = page.getByRole("article").first()
      await expect(card.getByRole("img")).toHaveJSProperty("complete", true)
      await card.hover()
      await expectNoViolation(page, "gallery")
      await card.getByRole("checkbox").check()
      await expectNoViolation(page, "gallery, one selected")
      await card.getByRole("button").first().click()
      const picture = page.getByRole("dialog").getByRole("img")
      for (const mode of [0, 1, 2, 3, 4]) {
        await page.getByRole("dialog").getByRole("radio").nth(mode).check()
        await expect(picture.first()).toBeAttached()
        await expectNoViolation(page, `viewer, view ${mode}`)
      }
    })

test("everything can be reached on a phone: nothing is wider than the screen", async ({ page, api }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await api.run("sandbox-fast", "A prompt in the history of a phone")
  for (const address of ["/playground", "/images", "/images/gallery", "/history", "/settings"]) {
    await page.goto(address)
    await page.waitForLoadState("networkidle")
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, address).toBeLessThanOrEqual(0)
  }
  await openPlayground(page)
  const { prompt, run, output } = columnA(page)
  await prompt.fill("Hello from a phone")
  await run.click()
  await expect(output).toContainText(/\w+/)
})
