import { readFileSync } from "node:fs"
import { expect, test } from "./fixtures.ts"

const chinese = JSON.parse(readFileSync(new URL("../messages/zh-CN.json", import.meta.url), "utf8"))

test.describe("with a Chinese browser", () => {
  test.use({ locale: "zh-CN" })

  test("the whole job can be done in Chinese", async ({ page }) => {
    await page.goto("/playground")
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN")
    const prompt = page.getByRole("textbox", { name: chinese.playground.prompt, exact: true })
    await prompt.fill("请用一段话介绍温度参数")
    await page.getByRole("button", { name: chinese.run.run, exact: true }).click()
    const output = page.getByRole("log", { name: chinese.output.output })
    await expect(output).toContainText(/[一-鿿]{4}/)
    const ended = [chinese.run.phases.done, chinese.run.phases.limit].join("|")
    await expect(page.getByText(new RegExp(`^(${ended})$`)).first()).toBeVisible()
    await page.getByRole("link", { name: chinese.nav.history }).click()
    await expect(page.getByRole("article")).toContainText("请用一段话介绍温度参数")
  })
})

test("the language can be switched, and the choice stays", async ({ page }) => {
  await page.goto("/playground")
  await expect(page.locator("html")).toHaveAttribute("lang", "en")
  await page.getByRole("button", { name: "Language" }).click()
  await page.getByRole("menuitemradio", { name: "简体中文" }).click()
  await expect(page.getByRole("link", { name: chinese.nav.history })).toBeVisible()
  await page.reload()
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN")
})
