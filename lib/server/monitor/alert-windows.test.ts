import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { type AlertRule, alertKinds, defaultAlertRule } from "#lib/domain/alerts/alert-rules"
import { createLog } from "#lib/server/log"
import { aBatch, aPerson, aState, aVariant } from "#lib/server/store/contract-fixtures"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { openStore } from "#lib/server/store/open-store"
import type { Store } from "#lib/server/store/store"
import { createAlertEvaluator } from "./alert-evaluator.ts"

// Rules read figures that are kept by whole minutes and are some seconds old; here both are the real ones.

const start = Date.parse("2026-11-24T12:00:20Z")
const second = 1_000

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "bracket-alert-windows-"))
  // Figures by minute are made of what is new only.
  store = await openStore({ dataDir: folder, now: () => start })
  await store.migrate()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

/** One call every five seconds, a look every 15 s; when it fired and when it was over, in seconds from the start. */
async function course(
  rule: Partial<AlertRule> & Pick<AlertRule, "kind">,
  minutes: number,
  callAt: (seconds: number) => { fails?: boolean; ttftMs?: number },
) {
  let now = start
  const ann = await aPerson(store)
  const everySeconds = 5
  const count = (minutes * 60) / everySeconds
  const { runIds } = await aBatch(
    store,
    ann.id,
    Array.from({ length: count }, () => aVariant("a", { connectionId: "c1" })),
  )
  const off = alertKinds.map((kind) => ({ ...defaultAlertRule(kind), enabled: false }))
  await store.alerts.setRules([...off, { ...defaultAlertRule(rule.kind), enabled: true, ...rule }], {
    personId: ann.id,
    now,
  })
  const evaluator = createAlertEvaluator({
    store: store.alerts,
    sources: {
      connections: async () => [{ id: "c1", name: "C", keyCreatedAt: null, limits: {}, planQuota: {} }],
      budgets: async () => [],
      figures: store.monitor,
      quota: { of: async () => new Map() },
      reports: { isBreakerOpen: async () => false, away: async () => [] },
    },
    keyValue: createMemoryKeyValue({ now: () => now }),
    node: "n",
    now: () => now,
    log: createLog("silent"),
  })
  let firedAt: number | undefined
  let overAt: number | undefined
  for (const [index, runId] of runIds.entries()) {
    const seconds = index * everySeconds
    now = start + seconds * second
    const { fails = false, ttftMs = 100 } = callAt(seconds)
    await store.runs.finish(runId, {
      state: aState(runId, {
        status: fails ? "failed" : "succeeded",
        finishedAt: now,
        ...(fails
          ? { error: { code: "upstream_fault" as const, message: "", hint: "", retryable: true } }
          : {}),
        timing: { queueMs: 0, ttftMs, totalMs: ttftMs, tokensPerSecond: null },
      }),
      eventId: "1-1",
    })
    if (seconds % 15 !== 0) continue
    await store.monitor.fold(500)
    await evaluator.look()
    const isFiring = (await store.alerts.firing()).length > 0
    if (isFiring) firedAt ??= seconds
    if (!isFiring && firedAt !== undefined) overAt ??= seconds
  }
  return { firedAt, overAt }
}

const within = (seconds: number | undefined, from: number, to: number) => {
  expect(seconds).toBeGreaterThanOrEqual(from)
  expect(seconds).toBeLessThanOrEqual(to)
}

it("an error rate over 5 % for five minutes fires after five minutes, and is over some minutes after", async () => {
  // From the second minute to the ninth every fifth call fails.
  const { firedAt, overAt } = await course({ kind: "error-rate" }, 17, (seconds) => ({
    fails: seconds >= 60 && seconds < 540 && seconds % 25 === 0,
  }))
  within(firedAt, 60 + 300, 60 + 390)
  within(overAt, 540, 540 + 6 * 60)
})

it("one burst of failures fires nothing by a rule of five minutes", async () => {
  const burst = (seconds: number) => ({ fails: seconds >= 120 && seconds < 135 })
  expect((await course({ kind: "error-rate" }, 9, burst)).firedAt).toBeUndefined()
})

it("a rule that does not wait fires at the next look, and is over when the calls are out of its window", async () => {
  const { firedAt, overAt } = await course({ kind: "error-rate", forSeconds: 0 }, 6, (seconds) => ({
    fails: seconds >= 120 && seconds < 135,
  }))
  within(firedAt, 120, 135)
  within(overAt, 135 + 30, 135 + 135)
})

it("a P90 over 2 s fires at once by a rule that does not wait", async () => {
  const slowFrom = (seconds: number) => ({ ttftMs: seconds >= 60 ? 2_600 : 400 })
  expect(
    (await course({ kind: "slow-first-token", forSeconds: 0 }, 2, slowFrom)).firedAt,
  ).toBeLessThanOrEqual(60 + 30)
})

it("a P90 over 2 s for five minutes fires after five minutes", async () => {
  const { firedAt } = await course({ kind: "slow-first-token" }, 8, (seconds) => ({
    ttftMs: seconds >= 60 ? 2_600 : 400,
  }))
  within(firedAt, 60 + 300, 60 + 375)
})
