/** The playground under a stream: markdown at 200 tokens/s in 1, 8 and 12 columns, and 20,000 tokens as fast as they come. */
import { type CDPSession, chromium, type Page } from "@playwright/test"
import { findBrowser } from "../e2e/browser.ts"
import type { TestPerson } from "../e2e/person.ts"
import { startBracket } from "./rig/bracket.ts"
import { percentile } from "./rig/load.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"
import { watchRenders } from "./rig/watch-renders.ts"

const upstream = await startRig("upstream.ts")
const bracket = await startBracket(upstream.url, 6)
const browser = await chromium.launch({ ...(await findBrowser()) })

interface Watched {
  longTasks: number[]
  frames: number[]
  seen: [token: number, at: number][]
}

/** Notes long tasks, frames, and when each numbered token of the upstream is first painted. */
function watch(): void {
  const watched: Watched = { longTasks: [], frames: [], seen: [] }
  Object.assign(window, { watched })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.longTasks.push(entry.duration)
  }).observe({ type: "longtask" })
  let before = performance.now()
  let newest = -1
  const onFrame = (now: number) => {
    watched.frames.push(now - before)
    before = now
    const output = document.querySelector('[role="log"]')
    // Only the end is new; the marks of the upstream are numbered.
    const marks = output?.lastElementChild?.textContent?.slice(-2000).matchAll(/⟦(\d+)⟧/g) ?? []
    for (const [, number] of marks) {
      if (Number(number) <= newest) continue
      newest = Number(number)
      watched.seen.push([newest, performance.timeOrigin + performance.now()])
    }
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
}

/** Waits until the answer has not grown for 30 frames: a flood is drawn for a while after its end has come. */
async function allShown(): Promise<void> {
  let length = -1
  for (let still = 0; still < 30; still++) {
    await new Promise(requestAnimationFrame)
    const now = document.querySelector('[role="log"]')?.textContent?.length ?? 0
    if (now !== length) still = 0
    length = now
  }
}

async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics")
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000
}

/** A frame later than this has missed its turn at 60 Hz. */
const lateMs = 25

/** A person and a browser of its own: nothing of an earlier answer is on the page. */
async function run(model: string, person: TestPerson | undefined, columns = 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) await context.addCookies([{ ...person.cookie, url: bracket.url }])
  const page = await context.newPage()
  await page.addInitScript(watchRenders)
  await page.goto(`${bracket.url}/playground`)
  const column = page.getByRole("region", { name: "Column A" })
  await column.getByRole("combobox", { name: "Model" }).selectOption(`env-openai\n${model}`)
  await column.getByRole("spinbutton", { name: "Max tokens" }).fill("30000")
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Go")
  for (let n = 1; n < columns; n++) await page.getByRole("button", { name: "Add column" }).click()
  if (columns > 1) await runAtOnce(page, 16)
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable")
  await page.evaluate(watch)
  const [busyBefore, startedAt] = [await busyMs(session), Date.now()]
  await page.getByRole("button", { name: "Run", exact: true }).click()
  if (columns === 1) await column.getByText("Done", { exact: true }).waitFor({ timeout: 120_000 })
  else
    await page
      .getByRole("button", { name: "All figures" })
      .nth(columns - 1)
      .waitFor({ timeout: 120_000 })
  await page.evaluate(allShown)
  const wallMs = Date.now() - startedAt
  const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
  const busyShare = ((await busyMs(session)) - busyBefore) / wallMs
  const foreign = columns > 1 ? await foreignRenders(page) : 0
  await context.close()
  return { watched, wallMs, busyShare, foreign }
}

async function runAtOnce(page: Page, concurrency: number) {
  await page.getByRole("button", { name: "How it is run" }).click()
  const field = page.getByRole("spinbutton", { name: "Requests at once" })
  await field.fill(String(concurrency))
  await field.press("Enter")
  await page.keyboard.press("Escape")
}

/** Runs one column of several alone: how many renders its tokens cause in the others. */
async function foreignRenders(page: Page): Promise<number> {
  const columns = page.locator("[data-column]")
  const last = columns.last()
  await last.getByRole("button", { name: /^Menu of column/ }).click()
  await page.getByRole("menuitem", { name: /^Run this column/ }).click()
  await last.getByRole("log").getByText("⟦").first().waitFor()
  const counted = (lastId: string) => {
    const { renders } = window as unknown as { renders: Record<string, number> }
    const others = Object.entries(renders).filter(([column]) => column !== lastId && column !== "page")
    return { own: renders[lastId] ?? 0, others: others.reduce((sum, [, count]) => sum + count, 0) }
  }
  const lastId = (await last.getAttribute("data-column")) ?? ""
  const before = await page.evaluate(counted, lastId)
  await last.getByText("⟦1000⟧").first().waitFor({ timeout: 60_000 })
  const after = await page.evaluate(counted, lastId)
  // A count of nothing would prove nothing.
  if (after.own - before.own < 50) throw new Error("The renders of the column itself were not counted.")
  return after.others - before.others
}

/** When the upstream has sent each numbered token of its last answer, epoch ms. */
async function sentTimes(): Promise<Map<number, number>> {
  const answer = await fetch(`${upstream.url}/sent`)
  return new Map((await answer.json()) as [number, number][])
}

try {
  // Once, unmeasured: the server is warm then.
  await run("markdown-0-20000", bracket.people[0])
  const rows = []
  const cases = [
    { model: "markdown-5-2000", columns: 1, name: "2,000 tokens at 200/s" },
    { model: "markdown-5-2000", columns: 8, name: "8 columns of that" },
    { model: "markdown-5-2000", columns: 12, name: "12 columns of that" },
    { model: "markdown-0-20000", columns: 1, name: "20,000 tokens at once" },
  ]
  for (const [index, { model, columns, name }] of cases.entries()) {
    const { watched, wallMs, busyShare, foreign } = await run(model, bracket.people[index + 1], columns)
    const sent = columns === 1 ? await sentTimes() : new Map<number, number>()
    const lags = watched.seen.flatMap(([token, at]) => {
      const from = sent.get(token)
      return from === undefined ? [] : [at - from]
    })
    const onTime = (100 * watched.frames.filter((ms) => ms <= lateMs).length) / watched.frames.length
    const row = {
      stream: name,
      "wall s": wallMs / 1000,
      "long tasks over 50 ms": watched.longTasks.length,
      "longest task ms": Math.max(0, ...watched.longTasks),
      "longest frame ms": Math.max(...watched.frames),
      "frames on time, %": onTime,
      "main thread busy, %": busyShare * 100,
      "lag p50 ms": lags.length > 0 ? percentile(lags, 0.5) : "",
      "lag p95 ms": lags.length > 0 ? percentile(lags, 0.95) : "",
      "renders in other columns": columns > 1 ? foreign : "",
    }
    rows.push(row)
    if (columns > 1) {
      aim(`long tasks with ${columns} columns`, row["long tasks over 50 ms"], 0, "")
      aim(`late frames with ${columns} columns`, 100 - onTime, 5, "%")
      aim(`renders in other columns, of ${columns}`, foreign, 0, "")
    } else if (model === "markdown-5-2000") {
      aim("long tasks at 200 tokens/s", row["long tasks over 50 ms"], 0, "")
      aim("lag p95 at 200 tokens/s", Number(row["lag p95 ms"]), 60, "ms")
      aim("main thread busy at 200 tokens/s", row["main thread busy, %"], 25, "%")
    } else aim("longest freeze in the flood", row["longest frame ms"], 100, "ms")
  }
  table("The playground under a stream", rows)
} finally {
  await browser.close()
  await Promise.all([bracket.stop(), upstream.stop()])
}
process.exit(0)
