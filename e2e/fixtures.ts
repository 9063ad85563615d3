import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type APIRequest, type APIRequestContext, test as base, expect, type Page } from "@playwright/test"
import { type AppUnderTest, createPerson, type TestPerson } from "./person.ts"

export { type AppUnderTest, createPerson, expect, type TestPerson }

/** The app that the global setup has started. */
export function sharedApp(): AppUnderTest {
  return { url: process.env.BRACKET_URL ?? "", dataDir: process.env.BRACKET_DATA_DIR ?? "" }
}

/** The API of an app, as a given person. */
export async function apiOf(app: AppUnderTest, person: TestPerson, request: APIRequest): Promise<Api> {
  const extraHTTPHeaders = { cookie: `${person.cookie.name}=${person.cookie.value}` }
  return new Api(await request.newContext({ baseURL: app.url, extraHTTPHeaders }))
}

export const test = base.extend<{ person: TestPerson; api: Api }>({
  /** The page belongs to a new, signed-in person. */
  person: [
    async ({ context }, use) => {
      const app = sharedApp()
      const person = await createPerson(app)
      await context.addCookies([{ ...person.cookie, url: app.url }])
      await use(person)
    },
    { auto: true },
  ],
  /** Calls the API as that person. */
  api: async ({ person, playwright }, use) => {
    const api = await apiOf(sharedApp(), person, playwright.request)
    await use(api)
    await api.http.dispose()
  },
})

export interface StreamedEvent {
  id: string
  type: string
  data: Record<string, unknown>
}

/** The API as a script would use it. */
export class Api {
  readonly http: APIRequestContext
  constructor(http: APIRequestContext) {
    this.http = http
  }

  /** Runs one prompt to its end and returns its events. */
  async run(model: string, prompt = "Hello", more: Record<string, unknown> = {}): Promise<StreamedEvent[]> {
    const response = await this.http.post("/api/batches", { data: batchOf(model, prompt, more) })
    expect(response.status(), await response.text()).toBe(200)
    return parseEvents(await response.text())
  }
}

/** The body of a batch of one run on the sandbox. */
export function batchOf(model: string, prompt = "Hello", more: Record<string, unknown> = {}) {
  return {
    batchId: randomUUID(),
    kind: "text",
    variants: [
      {
        connectionId: "sandbox",
        model,
        mode: "completion",
        prompt: { kind: "text", text: prompt },
        parameters: { max_tokens: 40 },
        ...more,
      },
    ],
    runs: [{ variantIndex: 0 }],
  }
}

export function parseEvents(text: string): StreamedEvent[] {
  return text.split("\n\n").flatMap((frame) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1]
    const [id, type, data] = [field("id"), field("event"), field("data")]
    return id !== undefined && type !== undefined && data !== undefined
      ? [{ id, type, data: JSON.parse(data) }]
      : []
  })
}

/** The last requests that the sandbox has logged, oldest first. */
export function sandboxLog(app: AppUnderTest): { model?: string; outcome: string; tokensSent: number }[] {
  return readFileSync(join(app.dataDir, "logs", "sandbox.log"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
}

/** Opens the playground and waits until it can be used. */
export async function openPlayground(page: Page): Promise<void> {
  await openWorkspace(page, "/playground")
}

/** Opens the page of images and waits until it can be used. */
export async function openImages(page: Page): Promise<void> {
  await openWorkspace(page, "/images")
}

async function openWorkspace(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.locator("[inert]")).toHaveCount(0)
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toBeEditable()
  await expect(
    page.getByRole("region", { name: "Column A" }).getByRole("combobox", { name: "Model" }),
  ).toBeEnabled()
}

/** The one column, and what a person looks for in it. */
export function columnA(page: Page) {
  const column = page.getByRole("region", { name: "Column A" })
  return {
    column,
    model: column.getByRole("combobox", { name: "Model" }),
    output: column.getByRole("log", { name: "Output" }),
    figures: column.getByRole("region", { name: "Figures" }),
    /** The status line: one word that says in which state the run is. */
    status: (text: string | RegExp) => column.getByText(text, { exact: true }),
    prompt: page.getByRole("textbox", { name: "Prompt", exact: true }),
    run: page.getByRole("button", { name: "Run", exact: true }),
    stop: page.getByRole("button", { name: "Stop", exact: true }),
  }
}

/** Chooses one of the sandbox's models; the test models are shown first where it is one of them. */
export async function chooseModel(page: Page, model: string): Promise<void> {
  const { column, model: select } = columnA(page)
  if (model.startsWith("fault-")) {
    await column.getByRole("button", { name: "Menu of column A" }).click()
    const item = page.getByRole("menuitemcheckbox", { name: "Show test models" })
    if ((await item.getAttribute("aria-checked")) !== "true") await item.click()
    else await page.keyboard.press("Escape")
  }
  await select.selectOption(`sandbox\n${model}`)
}
