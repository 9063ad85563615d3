import { expect, test } from "vitest"
import { createLimits, limitRules } from "./limits.ts"

test("a person over the limit is told how long to wait, and another person is not touched", async () => {
  const limits = createLimits(undefined)
  for (let call = 0; call < limitRules.signIn.points; call++) await limits.take("signIn", "ann")
  const refusal = await limits.take("signIn", "ann").catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: "rate_limited", status: 429 })
  expect(refusal).toHaveProperty("params.waitSeconds", expect.any(Number))
  await limits.take("signIn", "bob")
  await limits.take("read", "ann")
})
