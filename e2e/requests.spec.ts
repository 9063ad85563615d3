import {
  apiOf,
  batchOf,
  chooseModel,
  columnA,
  createPerson,
  expect,
  openPlayground,
  sharedApp,
  test,
} from "./fixtures.ts"

const section = "Tools, JSON, beginning of the answer"

/** The last request of a person as it went out. */
async function lastBody(api: { http: { get(path: string): Promise<{ json(): Promise<unknown> }> } }) {
  const { runs } = (await (await api.http.get("/api/runs")).json()) as { runs: { id: string }[] }
  const detail = await (await api.http.get(`/api/runs/${runs[0]?.id}`)).json()
  return JSON.parse((detail as { request: { body: string } }).request.body)
}

test("a tool is defined, called, answered by hand, and the conversation goes on", async ({ page }) => {
  await openPlayground(page)
  const { prompt, run, output } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await prompt.fill("What is the weather in Bern?")
  await page.getByRole("button", { name: section }).click()
  const tools = page.getByRole("textbox", { name: "Tools", exact: true })
  await tools.fill('[{"type": "function", "function": {"name": "get weather"}}]')
  await expect(page.getByText("[0].function.name needs 1 to 64 letters, digits, _ or -.")).toBeVisible()
  await expect(run).toBeDisabled()
  await tools.fill("")
  await page.getByRole("button", { name: "Insert an example" }).click()
  await run.click()
  const calls = output.getByRole("region", { name: "Tool calls" })
  await expect(calls).toContainText("get_weather")
  await expect(calls).toContainText('"city": "Bern"')
  await calls.getByRole("textbox", { name: "Answer to get_weather" }).fill("7 degrees and rain")
  await calls.getByRole("button", { name: "Send the answers and go on" }).click()
  await expect(output).toContainText("get_weather says: 7 degrees and rain")
  await expect(page.getByRole("textbox", { name: /^Answer of a tool/ })).toHaveValue("7 degrees and rain")
  await expect(page.getByRole("listitem").getByRole("figure")).toContainText("get_weather")
})

test("JSON that comes out blank is a clear state with a next step, and asking for it helps", async ({
  page,
}) => {
  await openPlayground(page)
  const { prompt, run, output, column } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await prompt.fill("Describe coffee")
  await column.getByRole("button", { name: "More settings" }).click()
  await column.getByRole("combobox", { name: "Answer format" }).selectOption("json_object")
  await run.click()
  await expect(column.getByText("The JSON came out blank", { exact: true })).toBeVisible()
  await prompt.fill('Describe coffee as JSON, for example {"name": "tea"}')
  await run.click()
  await expect(output).toContainText(/"name": "\w/)
})

test("an answer is begun, raw text is filled in, and extra fields go out as they are", async ({
  page,
  api,
}) => {
  await openPlayground(page)
  const { prompt, run, figures, column } = columnA(page)
  await chooseModel(page, "sandbox-fast")
  await prompt.fill("What is tea?")
  await page.getByRole("button", { name: section }).click()
  await page.getByRole("textbox", { name: "Beginning of the answer" }).fill("Tea is")
  await column.getByRole("button", { name: "More settings" }).click()
  const extra = column.getByRole("textbox", { name: "Extra body fields" })
  await extra.fill('{"stream": 1}')
  await expect(column.getByText("“stream” is written by Bracket: take it out.")).toBeVisible()
  await extra.fill('{"user": "someone"}')
  await run.click()
  await expect(figures).toContainText("total")
  expect(await lastBody(api)).toMatchObject({
    messages: [{ content: "What is tea?" }, { role: "assistant", content: "Tea is", prefix: true }],
    user: "someone",
  })
  await page.getByRole("radio", { name: "Raw text" }).click()
  await page.getByRole("textbox", { name: "Suffix" }).fill(" That is all.")
  await run.click()
  await expect.poll(async () => (await lastBody(api)).suffix).toBe(" That is all.")
})

test("a picture is its owner's alone, and what is no picture is refused", async ({ api, playwright }) => {
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  const headers = { "content-type": "image/png" }
  const kept = await api.http.post("/api/images", { data: Buffer.from(pixel, "base64"), headers })
  expect(kept.status(), await kept.text()).toBe(200)
  const { sha256, width } = await kept.json()
  expect(width).toBe(1)
  const image = await api.http.get(`/api/images/${sha256}`)
  expect([image.status(), image.headers()["content-type"]]).toEqual([200, "image/png"])
  const other = await apiOf(sharedApp(), await createPerson(sharedApp()), playwright.request)
  expect((await other.http.get(`/api/images/${sha256}`)).status()).toBe(404)
  await other.http.dispose()
  const text = await api.http.post("/api/images", { data: "<svg/>", headers })
  expect(text.status()).toBe(415)
})

test("what a model does not take is refused before anything is sent, with the field", async ({ api }) => {
  const prompt = { kind: "chat", messages: [{ role: "user", content: [{ type: "image", sha256: "ab" }] }] }
  const answer = await api.http.post("/api/batches", {
    data: batchOf("sandbox-fast", "", { mode: "chat", prompt }),
  })
  expect(answer.status()).toBe(400)
  expect((await answer.json()).error).toMatchObject({ code: "invalid_input", field: "variants.0.prompt" })
})

test("only those who manage a connection see what is left at its provider; the sandbox has nothing to say", async ({
  api,
  playwright,
}) => {
  expect((await api.http.get("/api/connections/sandbox/balance")).status()).toBe(404)
  const admin = await apiOf(sharedApp(), await createPerson(sharedApp(), "admin"), playwright.request)
  expect(await (await admin.http.get("/api/connections/sandbox/balance")).json()).toMatchObject({
    balance: null,
  })
  expect((await admin.http.get("/api/connections/none/balance")).status()).toBe(404)
  await admin.http.dispose()
})
