import { chooseModel, columnA, expect, openPlayground, sandboxLog, sharedApp, test } from "./fixtures.ts"

test.beforeEach(async ({ page }) => openPlayground(page))

test("write a prompt, tune it, run it: the answer streams in, with its figures", async ({ page, api }) => {
  const { prompt, run, output, figures, column, status } = columnA(page)
  await expect(run).toBeDisabled()
  await prompt.fill("What does temperature do?")
  const temperature = column.getByRole("slider", { name: "Temperature" })
  await temperature.focus()
  for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight")
  await expect(column.getByRole("spinbutton", { name: "Temperature" })).toHaveValue("0.73")
  await column.getByRole("slider", { name: "Top P" }).fill("0.8")
  await column.getByRole("spinbutton", { name: "Max tokens" }).fill("60")
  await run.click()
  await expect(status(/^Writing ·/)).toBeVisible()
  await expect(figures).toContainText("first token")
  await expect(figures).toContainText(/tokens .* in · \d+ out/)
  await expect(output).toContainText(/\w+ \w+ \w+/)
  const { runs } = await (await api.http.get("/api/runs")).json()
  const detail = await (await api.http.get(`/api/runs/${runs[0].id}`)).json()
  expect(JSON.parse(detail.request.body)).toMatchObject({
    temperature: 0.73,
    top_p: 0.8,
    max_tokens: 60,
    stream: true,
  })
  expect(JSON.parse(detail.request.body)).not.toHaveProperty("stop")
})

test("a parameter that is switched off is not sent, and one without effect says why", async ({
  page,
  api,
}) => {
  const { prompt, column, figures } = columnA(page)
  await prompt.fill("Hello")
  await column.getByRole("switch", { name: "Send Top P" }).click()
  await chooseModel(page, "sandbox-thinking")
  await expect(column.getByText("Without effect while the model thinks.").first()).toBeVisible()
  await column
    .getByRole("switch", { name: /Thinking/ })
    .last()
    .click()
  await expect(column.getByText("Without effect while the model thinks.")).toHaveCount(0)
  await chooseModel(page, "sandbox-fast")
  await page.keyboard.press("Control+Enter")
  await expect(figures).toContainText("total")
  const { runs } = await (await api.http.get("/api/runs")).json()
  const detail = await (await api.http.get(`/api/runs/${runs[0].id}`)).json()
  expect(JSON.parse(detail.request.body)).not.toHaveProperty("top_p")
})

test("a value out of range is named at its field, and what was typed stays", async ({ page }) => {
  const { prompt, column, run } = columnA(page)
  await prompt.fill("Hello")
  const field = column.getByRole("spinbutton", { name: "Temperature" })
  await field.fill("3")
  await expect(column.getByText("Enter a number from 0 to 2.", { exact: true })).toBeVisible()
  await expect(field).toHaveValue("3")
  await expect(run).toBeDisabled()
  await field.fill("1.2")
  await expect(run).toBeEnabled()
})

test("Stop ends the run at once, with a receipt, and the upstream's own log shows the closed connection", async ({
  page,
}) => {
  const { prompt, run, stop, output, column, status } = columnA(page)
  await chooseModel(page, "fault-slow")
  await prompt.fill("Tell a long story about the sea")
  await run.click()
  await expect(output).toContainText(/\w+ \w+/)
  await stop.click()
  await expect(status("Stopped")).toBeVisible()
  await expect(column.getByRole("note", { name: "Receipt" })).toContainText(
    /upstream connection closed · \d+ tokens? received · free/,
  )
  const text = await output.innerText()
  expect(text.length).toBeGreaterThan(5)
  await expect
    .poll(() => sandboxLog(sharedApp()).some((entry) => entry.outcome === "client-closed"))
    .toBe(true)
})

test("Escape stops, and Enter in the prompt is a new line, not a run", async ({ page }) => {
  const { prompt, status, output } = columnA(page)
  await chooseModel(page, "fault-slow")
  await prompt.fill("Line one")
  await prompt.press("Enter")
  await prompt.pressSequentially("line two, a very long story please")
  await expect(prompt).toHaveValue("Line one\nline two, a very long story please")
  await expect(status("Ready")).toBeVisible()
  await prompt.press("Control+Enter")
  await expect(output).toContainText(/\w+ \w+/)
  await page.keyboard.press("Escape")
  await expect(status("Stopped")).toBeVisible()
})

test("Ctrl+Enter is ignored while an input method is composing", async ({ page }) => {
  const { prompt, status, figures } = columnA(page)
  await prompt.fill("你好")
  await chooseModel(page, "sandbox-fast")
  await prompt.focus()
  await prompt.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "Enter",
        ctrlKey: true,
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    ),
  )
  await expect(status("Ready")).toBeVisible()
  await prompt.press("Control+Enter")
  await expect(figures).toContainText("total")
})

test("the token limit is a state of its own, and raising it runs on with more", async ({ page }) => {
  const { prompt, run, column, status } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await prompt.fill("Tell me about seasons")
  await column.getByRole("spinbutton", { name: "Max tokens" }).fill("10")
  await run.click()
  await expect(status("The answer hit the token limit")).toBeVisible()
  await column.getByRole("button", { name: "Raise the limit to 20" }).click()
  await expect(column.getByRole("spinbutton", { name: "Max tokens" })).toHaveValue("20")
})

test("a failure says what happened and what to do, and Retry runs again", async ({ page, api }) => {
  const { prompt, run, column, status } = columnA(page)
  await chooseModel(page, "fault-401")
  await prompt.fill("Hello")
  await run.click()
  await expect(status("Failed").first()).toBeVisible()
  await expect(column.getByRole("button", { name: "Retry" })).toBeVisible()
  await chooseModel(page, "sandbox-fast")
  await column.getByRole("button", { name: "Retry" }).click()
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible()
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs.map((entry: { status: string }) => entry.status)).toEqual(["succeeded", "failed"])
})

test("a refused start is shown as it is tried again, and then succeeds", async ({ page }) => {
  const { prompt, run, status, figures } = columnA(page)
  await chooseModel(page, "fault-429-once")
  await prompt.fill(`Once ${Date.now()}`)
  await run.click()
  await expect(status(/Retrying .*429/)).toBeVisible()
  await expect(figures).toContainText("attempts 2")
})

test("an answer that is cut off says so and keeps its text", async ({ page }) => {
  const { prompt, run, status, output } = columnA(page)
  await chooseModel(page, "fault-cut")
  await prompt.fill("Hello")
  await run.click()
  await expect(status("The answer was cut off")).toBeVisible()
  await expect(output).toContainText(/\w+/)
})

test("thinking is shown apart, folded, and the answer follows", async ({ page }) => {
  const { prompt, run, status, column, output } = columnA(page)
  await chooseModel(page, "sandbox-thinking")
  await prompt.fill("How do I begin?")
  await run.click()
  await expect(column.getByRole("button", { name: /Thinking|Thought for|Thoughts/ })).toBeVisible()
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible({ timeout: 20_000 })
  await expect(output).toContainText(/\w+/)
})

test("a reload in mid-stream goes on with the same run, and the finished answer is still there later", async ({
  page,
  api,
}) => {
  const { prompt, run, output, status } = columnA(page)
  await prompt.fill("Tell a story that takes a while")
  await run.click()
  await expect(output).toContainText(/\w+ \w+ \w+/)
  const before = (await output.innerText()).slice(0, 20)
  await page.reload()
  await expect(prompt).toHaveValue("Tell a story that takes a while")
  await expect(output).toContainText(before)
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible({ timeout: 20_000 })
  const { runs } = await (await api.http.get("/api/runs")).json()
  expect(runs).toHaveLength(1)
  const { run: stored } = await (await api.http.get(`/api/runs/${runs[0].id}`)).json()
  expect((await output.innerText()).replace(/\s+/g, "")).toContain(
    stored.text.replace(/[\s*#`-]+/g, "").slice(0, 40),
  )
  await page.reload()
  await expect(output).toContainText(before)
})

test("markdown is rendered without any HTML of the model's, and can be seen plain", async ({ page }) => {
  const { prompt, run, output, column, status } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await column.getByRole("spinbutton", { name: "Max tokens" }).fill("300")
  await prompt.fill("Give me a list")
  await run.click()
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible()
  await expect(output.getByRole("listitem").first()).toBeVisible()
  await column.getByText("Plain", { exact: true }).click()
  await expect(output.getByRole("listitem")).toHaveCount(0)
})

test("nothing typed is lost while a style sheet is still on its way", async ({ page }) => {
  const sheets = Promise.withResolvers<void>()
  let isLoaded = false
  page.on("load", () => {
    isLoaded = true
  })
  await page.route(/\.css/, async (route) => {
    if (isLoaded) await sheets.promise
    await route.continue()
  })
  const late = page.waitForRequest((request) => isLoaded && request.url().includes(".css"))
  await openPlayground(page)
  await late
  const { prompt } = columnA(page)
  await prompt.pressSequentially("你好, every letter counts")
  await expect(prompt).toHaveValue("你好, every letter counts")
  sheets.resolve()
})

test("where the code for the stored workspace does not come, the page says so, and trying again brings everything back", async ({
  page,
}) => {
  const { prompt } = columnA(page)
  await openPlayground(page)
  await prompt.fill("Kept in the browser")
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("Kept in the browser")
  // Only what the page itself names is delivered; what it asks for later is not.
  const html = await (await page.request.get("/playground")).text()
  await page.route(/\.js(\?|$)/, (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? ""
    return html.includes(name) ? route.continue() : route.abort()
  })
  await page.reload()
  await expect(page.getByText("This page has stopped working")).toBeVisible({ timeout: 15_000 })
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain("Kept in the browser")
  await page.unroute(/\.js(\?|$)/)
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(prompt).toHaveValue("Kept in the browser")
  await expect(prompt).toBeEditable()
})

test("the workspace survives closing the tab, and a second tab never overwrites it silently", async ({
  page,
  context,
}) => {
  const { prompt } = columnA(page)
  await prompt.fill("First tab")
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expect.poll(kept).toContain("First tab")
  const second = await context.newPage()
  await openPlayground(second)
  await expect(columnA(second).prompt).toHaveValue("First tab")
  await columnA(second).prompt.fill("Second tab")
  await expect(page.getByText("Changed in another tab")).toBeVisible()
  await expect(prompt).toHaveValue("First tab")
  await page.getByRole("button", { name: "Show that version" }).click()
  await expect(prompt).toHaveValue("Second tab")
  await page.close()
  await second.close()
  const third = await context.newPage()
  await openPlayground(third)
  await expect(columnA(third).prompt).toHaveValue("Second tab")
})

test("messages can be added, removed with undo, and reordered", async ({ page }) => {
  const { prompt } = columnA(page)
  await prompt.fill("First question")
  await page.getByRole("button", { name: "Add message" }).click()
  await page.getByRole("textbox", { name: "Assistant message 2" }).fill("First answer")
  await page.getByRole("button", { name: "Remove message 2" }).click()
  await expect(page.getByRole("textbox", { name: "Assistant message 2" })).toHaveCount(0)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(page.getByRole("textbox", { name: "Assistant message 2" })).toHaveValue("First answer")
  await page.getByRole("button", { name: "Move message 2 up" }).click()
  await expect(page.getByRole("textbox", { name: "Assistant message 1" })).toHaveValue("First answer")
})

test("an example fills everything and runs without a key", async ({ page }) => {
  const { run, prompt, status } = columnA(page)
  await page.getByRole("button", { name: /Continue a text/ }).click()
  await expect(prompt).not.toHaveValue("")
  await run.click()
  await expect(status(/^(Done|Token limit hit)$/)).toBeVisible({ timeout: 20_000 })
})

test("an example of several columns shows what it compares before and after it runs", async ({ page }) => {
  await page.getByRole("button", { name: /Climb the temperature/ }).click()
  const columns = page.locator("[data-column]")
  await expect(columns).toHaveCount(3)
  await expect(columns.last().getByRole("list", { name: "What differs" })).toHaveText("Temperature1.5")
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await expect(page.getByRole("button", { name: "All figures" })).toHaveCount(3, { timeout: 20_000 })
})
