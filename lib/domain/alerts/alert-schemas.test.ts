import { expect, it } from "vitest"
import { alertChannelInputSchema } from "./alert-channel.ts"
import { alertKinds, alertRuleSchema, changeAlertRulesSchema, defaultAlertRule } from "./alert-rules.ts"

it("takes every rule as it is by default", () => {
  expect(changeAlertRulesSchema.safeParse({ rules: alertKinds.map(defaultAlertRule) }).success).toBe(true)
})

it("names the threshold that lies outside of what its rule can have", () => {
  const answer = changeAlertRulesSchema.safeParse({
    rules: [defaultAlertRule("quota"), { ...defaultAlertRule("error-rate"), threshold: 101 }],
  })
  expect(answer.error?.issues[0]?.path).toEqual(["rules", 1, "threshold"])
  expect(alertRuleSchema.safeParse({ ...defaultAlertRule("key-age"), threshold: 0 }).success).toBe(false)
})

it("names what is wrong with a channel", () => {
  const base = { name: "Ops", enabled: true, language: "en" }
  const fieldOf = (input: object) => alertChannelInputSchema.safeParse(input).error?.issues[0]?.path.join(".")
  expect(fieldOf({ ...base, kind: "webhook", url: "ftp://example.org" })).toBe("url")
  expect(fieldOf({ ...base, kind: "email", to: ["ann"], server: { from: "environment" } })).toBe("to.0")
  expect(fieldOf({ ...base, kind: "email", to: [], server: { from: "environment" } })).toBe("to")
})
