import { expect, test } from "vitest"
import { batchOf, begun, setUpEngines, upstream } from "./engine-fixture.ts"

setUpEngines()

const hour = 3_600_000

test.each([
  ["back", -hour],
  ["forward", hour],
])("a run whose clock is put %s by an hour ends with sane figures", async (_, jump) => {
  let moved = 0
  const { page } = await begun(batchOf(2, { concurrency: 1 }), { wall: () => Date.now() + moved })
  const call = await upstream.next()
  call.write("a")
  await page.until(() => page.text()[0] === "a")
  moved = jump
  call.write("b")
  call.finish()
  const second = await upstream.next()
  second.write("a", "b")
  second.finish()
  await page.ended
  for (const run of page.runs()) {
    const { queueMs = -1, totalMs = -1, ttftMs } = run.timing ?? {}
    for (const ms of [queueMs, totalMs, ttftMs ?? -1]) {
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThan(hour / 2)
    }
    const [attempt] = run.attempts
    expect((attempt?.endedAt ?? 0) - (attempt?.startedAt ?? 0)).toBeGreaterThanOrEqual(0)
    expect((run.finishedAt ?? 0) - (run.startedAt ?? 0)).toBeLessThan(hour / 2)
  }
})
