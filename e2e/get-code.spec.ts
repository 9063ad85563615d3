import { type ChildProcess, execFile, spawn } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { Page } from "@playwright/test"
import { apiOf, columnA, createPerson, expect, test } from "./fixtures.ts"
import { aPicture } from "./matrix-entries.ts"
import { discardData, type RunningApp, startApp } from "./start-app.ts"

const run = promisify(execFile)
const keys = { SANDBOX_API_KEY: "get-code-key", SANDBOX_SECRET_KEY: "get-code-secret" }

/** A sandbox of the test's own, whose address and keys it knows, as a developer's would be. */
async function startSandbox(): Promise<{ process: ChildProcess; url: string }> {
  const main = fileURLToPath(new URL("../lib/sandbox/main.ts", import.meta.url))
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...keys, SANDBOX_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /Sandbox at (\S+)/.exec(chunk.toString())?.[1]
      if (found) resolve(found)
    })
    child.once("close", () => reject(new Error("The sandbox ended before it served.")))
  })
  return { process: child, url }
}

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let app: RunningApp
let folder: string
test.beforeAll(async () => {
  sandbox = await startSandbox()
  app = await startApp({ env: { SANDBOX_URL: sandbox.url, ...keys } })
  folder = await mkdtemp(join(tmpdir(), "bracket-get-code-"))
})
test.afterAll(async () => {
  await app.stop()
  sandbox.process.kill()
  await discardData(app)
  await rm(folder, { recursive: true })
})

/** Signs somebody in at the app of this file. */
async function comeIn(page: Page) {
  const person = await createPerson(app)
  await page.context().addCookies([{ ...person.cookie, url: app.url }])
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url })
  return person
}

/** Runs a script as a developer would, who has set what it asks for. */
const script = async (name: string, code: string) => {
  await writeFile(join(folder, name), code)
  const env = { ...process.env, ...keys, SANDBOX_BASE_URL: sandbox.url }
  return (await run("bash", [name], { cwd: folder, env })).stdout
}

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** Opens a page of this file's app and waits until it can be used. */
async function open(page: Page, address: string) {
  await page.goto(app.url + address)
  await expect(page.locator("[inert]")).toHaveCount(0)
  await expect(columnA(page).prompt).toBeEditable()
  await expect(columnA(page).model).toBeEnabled()
}

test("what a column answered, its copied code answers too, and no key stands in it", async ({
  page,
  playwright,
}) => {
  const person = await comeIn(page)
  const api = await apiOf(app, person, playwright.request)
  const parameters = { seed: 7, max_tokens: 24, temperature: 0.9 }
  const events = await api.run("sandbox-fast", 'It\'s "dark" in $HOME', { parameters })
  const answer = events.flatMap(({ type, data }) => (type === "run.delta" ? [data.text] : [])).join("")
  const runId = String(events.find(({ type }) => type === "run.finished")?.data.runId)

  await open(page, `/playground?run=${encodeURIComponent(runId)}`)
  const { column, output } = columnA(page)
  await expect(output).toContainText(answer.trim().slice(0, 20))
  await column.getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: "Get code" }).click()
  const dialog = page.getByRole("dialog", { name: "Code for column A" })
  await expect(dialog.getByText("SANDBOX_SECRET_KEY").first()).toBeVisible()
  await dialog.getByRole("button", { name: "Copy", exact: true }).click()
  await expect(page.getByText("Code copied")).toBeVisible()
  const code = await copied(page)
  for (const key of Object.values(keys)) expect(code).not.toContain(key)
  expect(JSON.parse(await script("a.sh", code)).choices[0].text).toBe(answer)

  // The SDK cannot sign: it is said, and there is nothing to copy.
  await dialog.getByLabel("Language and library").selectOption("python-openai")
  await expect(dialog.getByText("The OpenAI SDK cannot sign requests")).toBeVisible()
  await expect(dialog.getByRole("button", { name: "Copy", exact: true })).toHaveCount(0)

  await dialog.getByLabel("Language and library").selectOption("node-fetch")
  await dialog.getByRole("switch", { name: "Stream the answer" }).click()
  const download = page.waitForEvent("download")
  await dialog.getByRole("button", { name: "Download bracket-a.mjs" }).click()
  const path = await (await download).path()
  expect((await download).suggestedFilename()).toBe("bracket-a.mjs")
  await writeFile(join(folder, "a.mjs"), await readFile(path))
  const env = { ...process.env, ...keys, SANDBOX_BASE_URL: sandbox.url }
  const { stdout } = await run(process.execPath, ["a.mjs"], { cwd: folder, env })
  expect(stdout).toBe(`${answer}\n`)

  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await expect(column.getByRole("button", { name: "Menu of column A" })).toBeFocused()
})

test("the code of a comparison runs every column that can run, under its name", async ({ page }) => {
  await comeIn(page)
  await open(page, "/playground")
  const { prompt } = columnA(page)
  await prompt.fill("Say something about 水")
  await page.getByRole("button", { name: "Add column" }).click()
  await expect(page.getByRole("region", { name: "Column B" })).toBeVisible()
  await page.getByRole("button", { name: "Get code" }).click()
  const dialog = page.getByRole("dialog", { name: "Code for the comparison" })
  await dialog.getByRole("button", { name: "Copy", exact: true }).click()
  await expect(page.getByText("Code copied")).toBeVisible()
  const output = await script("comparison.sh", await copied(page))
  expect(output.match(/^== (.+) ==$/gm)).toEqual(["== A ==", "== B =="])
  expect(output.match(/"chat.completion"/g)).toHaveLength(2)
})

test("without a prompt there is no code, and the reason is said", async ({ page }) => {
  await comeIn(page)
  await open(page, "/playground")
  await columnA(page).column.getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: "Get code" }).click()
  await expect(page.getByRole("dialog", { name: "Code for column A" })).toContainText(/prompt/i)
})

test("the code for a picture writes it to a file", async ({ page }) => {
  await comeIn(page)
  await open(page, "/images")
  const { column, prompt } = columnA(page)
  await prompt.fill("a lighthouse")
  await column.getByRole("button", { name: "Menu of column A" }).click()
  await page.getByRole("menuitem", { name: "Get code" }).click()
  const dialog = page.getByRole("dialog", { name: "Code for column A" })
  await dialog.getByRole("button", { name: "Copy", exact: true }).click()
  await expect(page.getByText("Code copied")).toBeVisible()
  expect(await script("picture.sh", await copied(page))).toBe("A-1.png\n")
  const picture = await readFile(join(folder, "A-1.png"))
  expect(picture.subarray(1, 4).toString()).toBe("PNG")
})

test("the files that code reads are there as they are sent: the image cut to size, the mask in the form that is asked for", async ({
  page,
  playwright,
}) => {
  const api = await apiOf(app, await comeIn(page), playwright.request)
  const upload = await api.http.post("/api/images", { data: aPicture() })
  const { sha256 } = await upload.json()
  const answer = await api.http.post("/api/code", {
    data: {
      kind: "image",
      stream: false,
      variants: [
        {
          connectionId: "sandbox",
          model: "sandbox-image",
          mode: "image",
          prompt: { kind: "image", text: "a lamp", initImage: { sha256 }, mask: sha256 },
          parameters: { size: "512x768" },
        },
      ],
    },
  })
  const { files } = await answer.json()
  expect(files.map(({ name }: { name: string }) => name)).toEqual(["init-image.png", "mask.png"])
  for (const address of [
    files[0].address,
    files[1].address,
    files[1].address.replace("white", "transparent"),
  ]) {
    const file = await api.http.get(address)
    expect(file.headers()["content-type"]).toBe("image/png")
    const bytes = await file.body()
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([512, 768])
  }
  await api.http.dispose()
})
