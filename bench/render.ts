/** The playground under a stream: 2,000 tokens of markdown at 200 tokens/s, and 20,000 as fast as they come. */
import { type CDPSession, chromium } from "@playwright/test"
import { findBrowser } from "../e2e/browser.ts"
import type { TestPerson } from "../e2e/person.ts"
import { startBracket } from "./rig/bracket.ts"
import { percentile } from "./rig/load.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const upstream = await startRig("upstream.ts")
const bracket = await startBracket(upstream.url, 3)
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

/** A person and a browser of its own: nothing of an earlier answer is on the page. */
async function run(model: string, person: TestPerson | undefined) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) await context.addCookies([{ ...person.cookie, url: bracket.url }])
  const page = await context.newPage()
  await page.goto(`${bracket.url}/playground`)
  const column = page.getByRole("region", { name: "Column A" })
  await column.getByRole("combobox", { name: "Model" }).selectOption(`env-openai\n${model}`)
  await column.getByRole("spinbutton", { name: "Max tokens" }).fill("30000")
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Go")
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable")
  await page.evaluate(watch)
  const [busyBefore, startedAt] = [await busyMs(session), Date.now()]
  await page.getByRole("button", { name: "Run", exact: true }).click()
  await column.getByText("Done", { exact: true }).waitFor({ timeout: 120_000 })
  await page.evaluate(allShown)
  const wallMs = Date.now() - startedAt
  const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
  const busyShare = ((await busyMs(session)) - busyBefore) / wallMs
  await context.close()
  return { watched, wallMs, busyShare }
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
  for (const [index, model] of ["markdown-5-2000", "markdown-0-20000"].entries()) {
    const { watched, wallMs, busyShare } = await run(model, bracket.people[index + 1])
    const sent = await sentTimes()
    const lags = watched.seen.flatMap(([token, at]) => {
      const from = sent.get(token)
      return from === undefined ? [] : [at - from]
    })
    const row = {
      stream: model === "markdown-5-2000" ? "2,000 tokens at 200/s" : "20,000 tokens at once",
      "wall s": wallMs / 1000,
      "long tasks over 50 ms": watched.longTasks.length,
      "longest frame ms": Math.max(...watched.frames),
      "frames over 34 ms, %": (100 * watched.frames.filter((ms) => ms > 34).length) / watched.frames.length,
      "main thread busy, %": busyShare * 100,
      "lag p50 ms": percentile(lags, 0.5),
      "lag p95 ms": percentile(lags, 0.95),
      marks: lags.length,
    }
    rows.push(row)
    if (model === "markdown-5-2000") {
      aim("long tasks at 200 tokens/s", row["long tasks over 50 ms"], 0, "")
      aim("lag p95 at 200 tokens/s", row["lag p95 ms"], 60, "ms")
      aim("main thread busy at 200 tokens/s", row["main thread busy, %"], 25, "%")
    } else aim("longest freeze in the flood", row["longest frame ms"], 100, "ms")
  }
  table("The playground under a stream", rows)
} finally {
  await browser.close()
  await Promise.all([bracket.stop(), upstream.stop()])
}
process.exit(0)
