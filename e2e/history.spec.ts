import { columnA, expect, test } from "./fixtures.ts"

test("what was run is found again: by English word, by Chinese substring, by status", async ({
  page,
  api,
}) => {
  await api.run("sandbox-fast", "A recipe with tomatoes")
  await api.run("sandbox-fast", "请介绍一下秋天的城市")
  await api.run("fault-401", "This one fails")
  await page.goto("/history")
  const runs = page.getByRole("region", { name: "Runs" }).getByRole("article")
  await expect(runs).toHaveCount(3)
  await expect(runs.first()).toContainText("This one fails")

  const search = page.getByRole("searchbox", { name: "Search prompts and answers" })
  await search.fill("TOMATOES")
  await expect(runs).toHaveCount(1)
  await search.fill("秋天")
  await expect(runs).toHaveCount(1)
  await expect(runs).toContainText("秋天的城市")
  await search.fill("nothing has this")
  await expect(page.getByText("Nothing matches")).toBeVisible()
  await search.fill("")

  await page.goto("/history?status=failed")
  await expect(runs).toHaveCount(1)
  await expect(runs).toContainText("Failed")
})

test("a run shows its exact request without secrets, and opens in the playground with everything", async ({
  page,
  api,
}) => {
  await api.run("sandbox-fast", "Restore me", { parameters: { temperature: 1.23, max_tokens: 25, seed: 7 } })
  await page.goto("/history")
  await page.getByRole("link", { name: "Restore me" }).click()
  await expect(page.getByText("Exact request")).toBeVisible()
  await expect(page.getByText('"temperature": 1.23')).toBeVisible()
  await page.getByRole("link", { name: "Open in playground" }).click()
  const { column, prompt, model, output } = columnA(page)
  await expect(prompt).toHaveValue("Restore me")
  await expect(model).toHaveValue("sandbox\nsandbox-fast")
  await expect(column.getByRole("spinbutton", { name: "Temperature" })).toHaveValue("1.23")
  await expect(column.getByRole("spinbutton", { name: "Max tokens" })).toHaveValue("25")
  await expect(output).toContainText(/\w+/)
})

test("a run can be starred, and deleted with undo", async ({ page, api }) => {
  await api.run("sandbox-fast", "Keep this one")
  await api.run("sandbox-fast", "Not so sure")
  await page.goto("/history")
  const runs = page.getByRole("region", { name: "Runs" }).getByRole("article")
  await runs.filter({ hasText: "Keep this one" }).getByRole("button", { name: "Star" }).click()
  await page.goto("/history?starred=true")
  await expect(runs).toHaveCount(1)
  await page.goto("/history")
  await page.getByRole("link", { name: "Not so sure" }).click()
  await page.getByRole("button", { name: "Delete" }).click()
  await expect(runs).toHaveCount(1)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(runs).toHaveCount(2)
})

test("a long history is endless but light: only what is seen is in the page", async ({ page, api }) => {
  const variants = [
    {
      connectionId: "sandbox",
      model: "sandbox-fast",
      mode: "completion",
      prompt: { kind: "text", text: "One of many" },
      parameters: { max_tokens: 1 },
    },
  ]
  const runs = Array.from({ length: 150 }, (_, sample) => ({ variantIndex: 0, sample }))
  await (
    await api.http.post("/api/batches", {
      data: { batchId: crypto.randomUUID(), kind: "text", variants, runs, concurrency: 16 },
    })
  ).text()
  await page.goto("/history")
  const shown = page.getByRole("region", { name: "Runs" }).getByRole("article")
  await expect(shown.first()).toBeVisible()
  expect(await shown.count()).toBeLessThan(60)
  await shown.first().hover()
  await expect(async () => {
    await page.mouse.wheel(0, 4000)
    await expect(page.getByText("That is all.")).toBeVisible({ timeout: 300 })
  }).toPass()
  expect(await shown.count()).toBeLessThan(60)
})
