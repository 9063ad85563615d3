import { spawnSync } from "node:child_process"
import { expect, it } from "vitest"

it("writes lines of JSON that say when, how grave, what and on which node", () => {
  // In a process of its own: the log writes to its standard error.
  const script = `
    const { createLog } = await import("./lib/server/log.ts")
    const log = createLog("debug", "node-1")
    log.info({ requestId: "r-1" }, "call answered")
    log.error({ err: new Error("broken") }, "route failed")
    log.trace("too small for this level")`
  const { stderr } = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "-e", script],
    { encoding: "utf8" },
  )
  const lines = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { level: "info", node: "node-1", requestId: "r-1", msg: "call answered" },
    { level: "error", node: "node-1", err: { message: "broken" }, msg: "route failed" },
  ])
  for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time)
})
