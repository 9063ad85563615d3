import { expect, openPlayground, test } from "./fixtures.ts"

/** kB of JavaScript, compressed, that the playground may load at first; an empty Next page has 132. */
const limit = 220

test("the playground's first load is light", async ({ page }) => {
  const session = await page.context().newCDPSession(page)
  const scripts = new Map<string, number>()
  const types = new Map<string, string>()
  await session.send("Network.enable")
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type))
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (types.get(requestId) === "Script") scripts.set(requestId, encodedDataLength)
  })
  await openPlayground(page)
  await page.waitForLoadState("networkidle")
  const kilobytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000
  expect(kilobytes).toBeGreaterThan(50)
  expect(kilobytes).toBeLessThanOrEqual(limit)
})

test("every page has a strict policy for scripts, with a nonce of its own", async ({ page }) => {
  const policies: string[] = []
  for (const address of ["/playground", "/nowhere"]) {
    const response = await page.goto(address)
    policies.push(response?.headers()["content-security-policy"] ?? "")
  }
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe-inline")
  }
  expect(policies[0]).not.toBe(policies[1])
})
