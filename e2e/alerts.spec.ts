import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

interface Taken {
  headers: IncomingHttpHeaders
  body: string
}

/** A receiver of webhooks on this machine. */
async function receiver(): Promise<{ url: string; taken: Taken[]; server: Server }> {
  const taken: Taken[] = []
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    taken.push({ headers: request.headers, body })
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, taken, server }
}

// Faults open the breaker of the connection, so this has an app of its own.
let app: RunningApp
test.beforeAll(async () => {
  app = await startApp()
})
test.afterAll(async () => {
  await app.stop()
  await discardData(app)
})

test("an admin is told by page and webhook that calls fail, and that they do not any more", async ({
  page,
  context,
  playwright,
}) => {
  const hook = await receiver()
  const admin = await createPerson(app, "admin")
  await context.addCookies([{ ...admin.cookie, url: app.url }])
  const api = await apiOf(app, admin, playwright.request)

  await page.goto(`${app.url}/monitor/alerts`)
  const firing = page.getByRole("region", { name: "Firing now" })
  await expect(firing.getByText("Nothing fires.")).toBeVisible()

  // A webhook, tested before anything happens.
  await page.getByRole("button", { name: "Add webhook" }).click()
  const dialog = page.getByRole("dialog", { name: "Add webhook" })
  await dialog.getByRole("textbox", { name: "Name" }).fill("Ops chat")
  await dialog.getByRole("textbox", { name: "Address" }).fill("hooks.example")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("Enter an address that begins with")).toBeVisible()
  await dialog.getByRole("textbox", { name: "Address" }).fill(hook.url)
  await dialog.getByRole("button", { name: "Make one" }).click()
  const key = await dialog.getByRole("textbox", { name: "Signing key" }).inputValue()
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole("button", { name: "Send test" }).click()
  await expect(page.getByText("Sent: the other side has taken it.")).toBeVisible()
  expect(hook.taken[0]?.headers["x-bracket-event"]).toBe("alert.test")

  // A rule that does not wait, and a call that fails.
  const rules = page.getByRole("region", { name: "Rules" })
  await rules.getByRole("spinbutton", { name: "Error rate: Holds for" }).fill("0")
  await rules.getByRole("spinbutton", { name: "Error rate: At least" }).fill("1")
  await rules.getByRole("spinbutton", { name: "Limit of Error rate" }).fill("3")
  await rules.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("Rules saved")).toBeVisible()
  await api.run("fault-404")
  await api.run("fault-404")
  await expect(firing.getByText(/of calls fail \(over 3 %\)/)).toBeVisible({ timeout: 60_000 })
  await page.reload()
  const main = page.getByRole("navigation", { name: "Main" })
  await expect(main.getByRole("link", { name: /^Monitor\s*1 alert$/ })).toBeVisible()
  const told = (event: string) => hook.taken.find(({ headers }) => headers["x-bracket-event"] === event)
  await expect.poll(() => told("alert.firing") !== undefined, { timeout: 60_000 }).toBe(true)
  const { headers, body } = told("alert.firing") as Taken
  const expected = createHmac("sha256", key).update(`${headers["x-bracket-timestamp"]}.${body}`).digest("hex")
  expect(headers["x-bracket-signature"]).toBe(`sha256=${expected}`)
  expect(JSON.parse(body)).toMatchObject({ alert: { rule: "error-rate", subject: { id: "sandbox" } } })

  // Good calls, and a limit that is clearly above what fails: it is over, and that is told, too.
  await api.run("sandbox-fast")
  await api.run("sandbox-fast")
  await rules.getByRole("spinbutton", { name: "Limit of Error rate" }).fill("90")
  await rules.getByRole("button", { name: "Save" }).click()
  await expect(firing.getByText("Nothing fires.")).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => told("alert.resolved") !== undefined, { timeout: 60_000 }).toBe(true)
  await expect(page.getByRole("region", { name: "History" }).getByText(/of calls fail/)).toBeVisible()
  await expect(page.getByRole("region", { name: "Messages" }).getByText(/^Resolved: /)).toBeVisible()

  await api.http.dispose()
  await new Promise((closed) => hook.server.close(closed))
})

test("whoever is no admin finds no page of alerts", async ({ page, context }) => {
  const member = await createPerson(app)
  await context.addCookies([{ ...member.cookie, url: app.url }])
  const answer = await page.goto(`${app.url}/monitor/alerts`)
  expect(answer?.status()).toBe(404)
})
