/** The first load of the playground page against an empty Next page: JavaScript, and largest contentful paint at a quarter of the CPU's speed. */
import { type Browser, chromium, type Page } from "@playwright/test"
import { findBrowser } from "../e2e/browser.ts"
import { startBareNext } from "./rig/bare-next.ts"
import { startBracket } from "./rig/bracket.ts"
import { median } from "./rig/load.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const rounds = process.argv.includes("--quick") ? 3 : 9

const upstream = await startRig("upstream.ts")
const bare = await startBareNext(upstream.url)
const bracket = await startBracket(upstream.url, 1)
const browser = await chromium.launch({ ...(await findBrowser()) })

interface Load {
  paintMs: number
  scriptKb: number
}

/** Loads a page in a browser that has seen nothing yet. */
async function load(url: string, cookie?: { name: string; value: string }): Promise<Load> {
  const context = await (browser as Browser).newContext()
  if (cookie) await context.addCookies([{ ...cookie, url }])
  const page = await context.newPage()
  const scripts = await watchScripts(page)
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1)
      if (last) Object.assign(window, { largestPaint: last.startTime })
    }).observe({ type: "largest-contentful-paint", buffered: true })
  })
  await page.goto(url)
  await page.waitForLoadState("networkidle")
  const paintMs = await page.evaluate(() => (window as unknown as { largestPaint: number }).largestPaint)
  await context.close()
  return { paintMs, scriptKb: scripts() }
}

async function watchScripts(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page)
  await session.send("Network.enable")
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 })
  const types = new Map<string, string>()
  let bytes = 0
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type))
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (types.get(requestId) === "Script") bytes += encodedDataLength
  })
  return () => bytes / 1000
}

try {
  const empty: Load[] = []
  const playground: Load[] = []
  const visit = async () => {
    empty.push(await load(bare.url))
    playground.push(await load(`${bracket.url}/playground`, bracket.people[0]?.cookie))
  }
  // Once, unmeasured: the servers are warm then.
  await visit()
  empty.length = 0
  playground.length = 0
  for (let round = 0; round < rounds; round++) await visit()
  const figures = (loads: Load[]) => ({
    "JavaScript, kB": median(loads.map(({ scriptKb }) => scriptKb)),
    "largest contentful paint, ms": median(loads.map(({ paintMs }) => paintMs)),
  })
  const [ours, theirs] = [figures(playground), figures(empty)]
  table(`First load, cold cache, CPU slowed down 4 times, ${rounds} rounds`, [
    { page: "empty Next page", ...theirs },
    { page: "playground", ...ours },
  ])
  aim("JavaScript", ours["JavaScript, kB"], 220, "kB")
  const ratio = ours["largest contentful paint, ms"] / theirs["largest contentful paint, ms"]
  aim("largest contentful paint", ratio, 3, "x the empty page's")
} finally {
  await browser.close()
  await Promise.all([bracket.stop(), bare.stop(), upstream.stop()])
}
process.exit(0)
