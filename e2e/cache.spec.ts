import { chooseModel, columnA, expect, openPlayground, test } from "./fixtures.ts"

test("the same request at temperature 0 is answered from the cache, and fresh on request", async ({
  page,
  api,
}) => {
  await openPlayground(page)
  const { column, figures, prompt, run, status } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await prompt.fill("Tell me about the harbour")
  await column.getByRole("spinbutton", { name: "Temperature" }).fill("0")
  await page.keyboard.press("Tab")
  await run.click()
  await expect(status("Done")).toBeVisible()
  await expect(figures.getByText("from cache")).toHaveCount(0)

  await run.click()
  await expect(figures.getByText("from cache")).toBeVisible()
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs).toHaveLength(2)
  expect(runs[0].outputPreview).not.toBe("")
  expect(runs[0].outputPreview).toBe(runs[1].outputPreview)
  await figures.getByRole("button", { name: "All figures" }).click()
  await expect(page.getByRole("dialog").getByText(/^from cache, .+ old/)).toBeVisible()

  await page.keyboard.press("Escape")

  await figures.getByRole("button", { name: "Run fresh" }).click()
  await expect(figures.getByText("from cache")).toHaveCount(0)
  await expect(status("Done")).toBeVisible()
})

test("whoever wants no answer of before switches the cache off, and can forget what is kept", async ({
  page,
  api,
}) => {
  const repeatable = { parameters: { max_tokens: 8, temperature: 0 } }
  const ending = async (more: Record<string, unknown> = {}) =>
    (await api.run("sandbox-fast", "A lighthouse", { ...repeatable, ...more })).find(
      ({ type }) => type === "run.finished",
    )?.data
  expect((await ending())?.cached).toBeUndefined()
  expect(await ending()).toMatchObject({
    cost: 0,
    cached: { at: expect.any(Number), runId: expect.any(String) },
  })

  await page.goto("/settings#cache")
  const section = page.getByRole("region", { name: "Cache" })
  await expect(section.getByText(/^1 answer · /).last()).toBeVisible()
  await section.getByRole("button", { name: "Forget my answers" }).click()
  await expect(page.getByText("One answer forgotten.")).toBeVisible()
  expect((await ending())?.cached).toBeUndefined()

  await openPlayground(page)
  await page.getByRole("button", { name: "How it is run" }).click()
  await page.getByRole("combobox", { name: "Cache" }).selectOption("off")
  await page.keyboard.press("Escape")
  const { column, figures, prompt, run, status } = columnA(page)
  await column.getByRole("spinbutton", { name: "Temperature" }).fill("0")
  await page.keyboard.press("Tab")
  await prompt.fill("Twice the same")
  for (let time = 0; time < 2; time++) {
    await run.click()
    await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeDisabled()
    await expect(status("Done")).toBeVisible()
    await expect(figures.getByText("from cache")).toHaveCount(0)
  }
})
