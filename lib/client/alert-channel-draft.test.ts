import { expect, it } from "vitest"
import { alertChannelInputSchema } from "#lib/domain/alerts/alert-channel"
import { alertChannelDraft, alertChannelInput, newSigningKey, nextMorning } from "./alert-channel-draft.ts"

const server = {
  from: "own" as const,
  host: "mail.example.org",
  port: 465,
  tls: "tls" as const,
  user: "ann",
  sender: "b@example.org",
  caPem: null,
}
const email = {
  id: "c",
  settings: {
    kind: "email" as const,
    name: "Mail",
    enabled: true,
    language: "zh-CN" as const,
    to: ["a@example.org", "b@example.org"],
    server,
  },
  lastFour: "1234",
  createdAt: 1,
}

it("a channel that is opened and saved untouched stays as it was, its secret too", () => {
  expect(alertChannelInput(alertChannelDraft(email))).toEqual(email.settings)
  const environment = { ...email, settings: { ...email.settings, server: { from: "environment" as const } } }
  expect(alertChannelInput(alertChannelDraft(environment))).toEqual(environment.settings)
})

it("takes addresses however they are listed", () => {
  const draft = { ...alertChannelDraft(email), to: " a@x.org, b@x.org；c@x.org\nd@x.org " }
  expect(alertChannelInput(draft)).toMatchObject({ to: ["a@x.org", "b@x.org", "c@x.org", "d@x.org"] })
})

it("a new webhook with a made key is what the server takes", () => {
  const blank = alertChannelDraft({ kind: "webhook", language: "en", hasEnvironment: false })
  const input = { ...blank, name: "Ops", url: "https://hooks.example/x", secret: newSigningKey() }
  expect(alertChannelInputSchema.safeParse(alertChannelInput(input)).success).toBe(true)
})

it("until morning is the next 8 o'clock, never the one that is over", () => {
  const at = (hour: number) => new Date(2026, 10, 30, hour).getTime()
  expect(nextMorning(at(3))).toBe(at(8))
  expect(nextMorning(at(8))).toBe(new Date(2026, 11, 1, 8).getTime())
})
