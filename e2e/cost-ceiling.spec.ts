import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

/** An upstream whose model has a price: each answer is 10,000 tokens by its own count. */
async function startPricedUpstream() {
  const server = createServer((request, response) => {
    if (request.method === "GET") {
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify({ object: "list", data: [{ id: "deepseek-flash", object: "model" }] }))
      return
    }
    request.resume()
    const choice = (delta: object, finish: string | null) => ({
      choices: [{ index: 0, delta, finish_reason: finish }],
    })
    const usage = { prompt_tokens: 10, completion_tokens: 10_000, total_tokens: 10_010 }
    response.writeHead(200, { "content-type": "text/event-stream" })
    response.write(`data: ${JSON.stringify(choice({ content: "An answer that costs." }, null))}\n\n`)
    response.write(`data: ${JSON.stringify({ ...choice({}, "stop"), usage })}\n\n`)
    response.end("data: [DONE]\n\n")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

test("a cost ceiling stops the queue and says so; raised, the rest is run", async ({ browser }) => {
  const upstream = await startPricedUpstream()
  const app = await startApp({ env: { DEEPSEEK_API_KEY: "key", DEEPSEEK_BASE_URL: upstream.url } })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const person = await createPerson(app)
    await context.addCookies([{ ...person.cookie, url: app.url }])
    const page = await context.newPage()
    await page.goto(`${app.url}/playground`)
    await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Hello")
    const column = page.getByRole("region", { name: "Column A" })
    await column.getByRole("combobox", { name: "Model" }).selectOption("env-deepseek\ndeepseek-flash")
    await column.getByRole("spinbutton", { name: "Samples" }).fill("8")
    await page.getByRole("button", { name: "How it is run" }).click()
    await page.getByRole("spinbutton", { name: "Requests at once" }).fill("1")
    await page.getByRole("spinbutton", { name: "Cost ceiling" }).fill("0.01")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Escape")
    await expect(page.getByText("8 requests", { exact: true })).toBeVisible()
    await page.getByRole("button", { name: "Run", exact: true }).click()
    const line = page.getByRole("region", { name: "Comparison" })
    await expect(
      line.getByText(/The cost ceiling is reached: \d requests? (was|were) not sent/),
    ).toBeVisible()
    await page.getByRole("button", { name: "How it is run" }).click()
    await page.getByRole("spinbutton", { name: "Cost ceiling" }).fill("5")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Escape")
    await line.getByRole("button", { name: /^Run the rest/ }).click()
    await expect(line.getByText(/The cost ceiling is reached/)).toHaveCount(0)
    await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeDisabled()
    await expect(line.getByRole("button", { name: /^Run the rest/ })).toHaveCount(0)
  } finally {
    await context.close()
    await app.stop()
    await discardData(app)
    upstream.close()
  }
})
