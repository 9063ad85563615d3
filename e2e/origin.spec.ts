import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { apiOf, createPerson, expect, sharedApp, test } from "./fixtures.ts"

test("an admin learns from a copied text, with other line ends and only in this browser, who made it; also after it was deleted", async ({
  page,
  context,
  playwright,
  api,
  person,
}) => {
  const events = await api.run("sandbox-small", "The weather on the coast", {
    parameters: { max_tokens: 30 },
  })
  const text = events
    .filter(({ type }) => type === "run.delta")
    .map(({ data }) => data.text)
    .join("")
  const runId = events.find(({ type }) => type === "run.finished")?.data.runId
  const app = sharedApp()
  const admin = await createPerson(app, "admin")
  await context.addCookies([{ ...admin.cookie, url: app.url }])
  const sent: string[] = []
  page.on("request", (request) => sent.push(request.postData() ?? ""))

  await page.goto("/monitor/origin")
  const field = page.getByRole("textbox", { name: "Text, or a SHA-256 hash" })
  const lookUp = page.getByRole("button", { name: "Look up" })
  await field.fill(`  ${text.replaceAll(" ", "\n")}\n`)
  await lookUp.click()
  const answer = page.getByRole("region", { name: "Answer" })
  await expect(answer.getByText("Same but for white space")).toBeVisible()
  await expect(answer.getByText(/^Ann Example, /)).toBeVisible()
  await expect(answer.getByText("In that person’s History")).toBeVisible()
  // The longest one: short ones also stand in hashes by chance.
  const [word = ""] = text.split(/\W+/).sort((a, b) => b.length - a.length)
  expect(sent.join("\n")).not.toContain(word)

  expect((await api.http.delete(`/api/runs/${runId}`)).ok()).toBe(true)
  const sha256 = createHash("sha256").update(text).digest("hex")
  await field.fill(sha256)
  await lookUp.click()
  await expect(answer.getByText("The same", { exact: true })).toBeVisible()
  await expect(answer.getByText("Deleted: only the hash is left")).toBeVisible()
  const saving = page.waitForEvent("download")
  await answer.getByRole("button", { name: "Save as proof" }).click()
  const proof = JSON.parse(await readFile((await (await saving).path()) ?? "", "utf8"))
  expect(proof).toMatchObject({
    format: "bracket-origin",
    asked: { sha256 },
    runs: [{ runId, match: "exact", contentKept: false, person: { id: person.id } }],
  })

  await page
    .getByLabel("Choose a file…")
    .last()
    .setInputFiles({
      name: "unknown.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Nobody has ever made this."),
    })
  await expect(answer.getByText("Not from here, as far as is known")).toBeVisible()
  // It names whoever made something: no page for members.
  expect((await api.http.get("/monitor/origin")).status()).toBe(404)
  const asAdmin = await apiOf(app, admin, playwright.request)
  expect((await asAdmin.http.get("/api/origin")).status()).toBe(405)
  await asAdmin.http.dispose()
})
