/** Opening a stored comparison of 12 columns of 4,000 tokens from History, as answers and as a diff. */
import { chromium, type Page } from "@playwright/test"
import { findBrowser } from "../e2e/browser.ts"
import type { TestPerson } from "../e2e/person.ts"
import { batchBody, cookieOf, startBracket } from "./rig/bracket.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const columns = 12
const rounds = 3

const upstream = await startRig("upstream.ts")
const bracket = await startBracket(upstream.url, 1)
const browser = await chromium.launch({ ...(await findBrowser()) })
const [person] = bracket.people

/** Twelve answers that share much, as those of one prompt do. */
async function makeComparison(of: TestPerson | undefined): Promise<void> {
  const body = JSON.parse(batchBody("varied-0-4000"))
  body.variants = Array.from({ length: columns }, (_, index) => ({
    ...body.variants[0],
    parameters: { temperature: index / 10 },
  }))
  body.runs = body.variants.map((_: unknown, variantIndex: number) => ({ variantIndex }))
  body.concurrency = 12
  const response = await fetch(`${bracket.url}/api/batches`, {
    method: "POST",
    headers: { ...cookieOf(of), "content-type": "application/json", origin: bracket.url },
    body: JSON.stringify(body),
  })
  await response.text()
}

/** Presses "Open in playground", and tells what the page was busy with until all columns show what they are to show. */
async function open(
  page: Page,
  shown: string,
): Promise<{ shownMs: number; longest: number; busyMs: number }> {
  await page.goto(`${bracket.url}/history`)
  const link = page.getByRole("link", { name: /Open in playground/ }).first()
  await link.waitFor()
  await page.evaluate(
    ([shown, columns]) => {
      const state = { tasks: [] as number[], startedAt: 0, shownAt: 0 }
      Object.assign(window, { opened: state })
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) state.tasks.push(task.duration)
      }).observe({ type: "longtask" })
      const look = () => {
        const logs = [...document.querySelectorAll('[role="log"]')]
        const ready = logs.filter(
          (log) => log.querySelector(shown) !== null && (log.textContent?.length ?? 0) > 10_000,
        )
        // The baseline of a diff is shown as it is.
        if (ready.length >= columns) state.shownAt ||= performance.now()
        else requestAnimationFrame(look)
      }
      addEventListener("click", () => (state.startedAt ||= performance.now()), { capture: true })
      look()
    },
    [shown, shown === "ins" ? columns - 1 : columns] as const,
  )
  await link.click()
  await page.waitForFunction(() => (window as unknown as { opened: { shownAt: number } }).opened.shownAt > 0)
  // What is drawn after it counts too.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
  const { tasks, startedAt, shownAt } = await page.evaluate(
    () => (window as unknown as { opened: { tasks: number[]; startedAt: number; shownAt: number } }).opened,
  )
  return {
    shownMs: shownAt - startedAt,
    longest: Math.max(0, ...tasks),
    busyMs: tasks.reduce((sum, ms) => sum + ms, 0),
  }
}

try {
  await makeComparison(person)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) await context.addCookies([{ ...person.cookie, url: bracket.url }])
  const page = await context.newPage()
  const rows = []
  for (const reading of ["Answers", "Diff"] as const) {
    await open(page, "p")
    await page.getByRole("radio", { name: reading }).check()
    const opened = []
    for (let round = 0; round < rounds; round++)
      opened.push(await open(page, reading === "Diff" ? "ins" : "p"))
    const best = opened.sort((a, b) => a.shownMs - b.shownMs)[Math.floor(rounds / 2)]
    if (!best) continue
    rows.push({
      reading,
      "shown after ms": best.shownMs,
      "longest task ms": best.longest,
      "in long tasks ms": best.busyMs,
    })
    if (reading === "Diff") aim("opened with diff", best.shownMs, 300, "ms")
  }
  table(`A stored comparison of ${columns} x 4,000 tokens (median of ${rounds})`, rows)
} finally {
  await browser.close()
  await Promise.all([bracket.stop(), upstream.stop()])
}
process.exit(0)
