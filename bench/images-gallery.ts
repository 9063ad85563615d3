/** A gallery of 5,000 pictures scrolled from its head to its end: what the page is busy with, and what it holds. */
import { randomUUID } from "node:crypto"
import path from "node:path"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import { chromium } from "@playwright/test"
import { findBrowser } from "../e2e/browser.ts"
import { cookieOf, startBracket } from "./rig/bracket.ts"
import { lastByteOf } from "./rig/load.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const pictures = 5_000

const upstream = await startRig("upstream.ts")
const bracket = await startBracket(upstream.url, 1)
const browser = await chromium.launch({ ...(await findBrowser()) })
const [person] = bracket.people

/** Some pictures that differ, each a run of its own. */
async function makePictures(): Promise<void> {
  await lastByteOf({
    url: `${bracket.url}/api/batches`,
    headers: { ...cookieOf(person), origin: bracket.url },
    body: JSON.stringify({
      batchId: randomUUID(),
      kind: "image",
      variants: Array.from({ length: 24 }, (_, seed) => ({
        connectionId: "sandbox",
        model: "sandbox-image",
        mode: "image",
        prompt: { kind: "image", text: "a lake at dawn, mountains behind it" },
        parameters: { size: "512x512", steps: 1, seed },
      })),
      runs: Array.from({ length: 24 }, (_, variantIndex) => ({ variantIndex, sample: 0 })),
      concurrency: 4,
    }),
    first: "event: run.finished",
  })
}

/** The same runs again, older and older, until there are enough: making them all would take an hour. */
function repeatRuns(): void {
  const database = new DatabaseSync(path.join(bracket.dataDir, "bracket.db"), { timeout: 10_000 })
  const runs = rowsOf(database, "runs")
  const images = rowsOf(database, "run_images")
  database.exec("begin")
  for (let copy = images.length; copy < pictures; copy++) {
    const image = images[copy % images.length]
    const run = runs.find(({ id }) => id === image?.run_id)
    if (!image || !run) throw new Error("No picture was made.")
    const fresh = { id: randomUUID(), created_at: Number(run.created_at) - copy * 1000 }
    insert(database, "runs", { ...run, ...fresh })
    insert(database, "run_images", { ...image, run_id: fresh.id, created_at: fresh.created_at })
  }
  database.exec("commit")
  database.close()
}

type Row = Record<string, SQLInputValue>

function rowsOf(database: DatabaseSync, from: string): Row[] {
  return database.prepare(`select * from ${from}`).all() as Row[]
}

function insert(database: DatabaseSync, into: string, row: Row): void {
  const names = Object.keys(row)
  database
    .prepare(`insert into ${into} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`)
    .run(...Object.values(row))
}

interface Watched {
  tasks: number[]
  frames: number[]
  shifts: number
  mostCards: number
}

/** Scrolls a screen's half per frame, waits where more is on its way, until the end is reached. */
async function scrollToEnd(): Promise<Watched> {
  const watched: Watched = { tasks: [], frames: [], shifts: 0, mostCards: 0 }
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) watched.tasks.push(task.duration)
  }).observe({ type: "longtask" })
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) watched.shifts += (shift as unknown as { value: number }).value
  }).observe({ type: "layout-shift" })
  const grid = document.querySelector("ul[aria-label='Pictures']")
  const scroller = grid?.parentElement
  if (!grid || !scroller) throw new Error("There is no grid.")
  let before = performance.now()
  for (let still = 0; still < 240; still++) {
    const top = scroller.scrollTop
    scroller.scrollTop += scroller.clientHeight / 2
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    watched.frames.push(now - before)
    before = now
    watched.mostCards = Math.max(watched.mostCards, grid.querySelectorAll("article").length)
    if (scroller.scrollTop !== top) still = 0
    else if (scroller.textContent?.includes("That is all.")) break
  }
  return watched
}

try {
  await makePictures()
  repeatRuns()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) await context.addCookies([{ ...person.cookie, url: bracket.url }])
  const page = await context.newPage()
  await page.goto(`${bracket.url}/images/gallery`)
  await page.getByRole("list", { name: "Pictures" }).getByRole("article").first().waitFor()
  await page.waitForLoadState("networkidle")
  const session = await context.newCDPSession(page)
  // Of the processor, not of the clock: what else the machine does meanwhile is not in it.
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics")
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0
  }
  const before = await busy()
  const { tasks, frames, shifts, mostCards } = await page.evaluate(scrollToEnd)
  const seconds = (await busy()) - before
  const last = await page.locator("[aria-posinset]").last().getAttribute("aria-posinset")
  if (last !== String(pictures)) throw new Error(`The end was not reached: ${last} of ${pictures}.`)
  table(`A gallery of ${pictures} pictures, scrolled to its end`, [
    {
      frames: frames.length,
      "longest frame ms": Math.max(...frames),
      "long tasks over 50 ms": tasks.length,
      "longest task ms": Math.max(0, ...tasks),
      "CPU ms per frame": (1000 * seconds) / frames.length,
      "CPU s in all": seconds,
      "layout shift": shifts,
      "pictures in the page": mostCards,
    },
  ])
  aim("long tasks over 50 ms", tasks.length, 0, "")
  aim("layout shift", shifts, 0, "")
} finally {
  await browser.close()
  await Promise.all([bracket.stop(), upstream.stop()])
}
process.exit(0)
