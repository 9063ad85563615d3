import { describe, expect, test } from "vitest"
import { ApiError } from "#lib/client/api/request"
import { templateOf } from "#lib/domain/connection-templates"
import { changeConnectionSchema, connectionInputSchema } from "#lib/domain/managed-connection"
import { aManagedConnection } from "./connection-draft.fixture.ts"
import { changeOf, draftOf, draftOfTemplate, inputOf, isChanged, withKind } from "./connection-draft.ts"
import { problemsOf, refusedField } from "./connection-problems.ts"

const typed = { ...draftOfTemplate(templateOf("openai")), name: " Ours ", baseUrl: " https://a.example/v1 " }

describe("what is sent", () => {
  test("a new connection is as the API takes it, for an admin and for a member", () => {
    const draft = {
      ...typed,
      secrets: { ...typed.secrets, key: " sk-12345678 ", password: "of another kind" },
      amounts: { ...typed.amounts, "limits.concurrency": "４", "timeLimits.connectMs": "2.5" },
    }
    for (const admin of [true, false]) {
      const input = inputOf(draft, admin)
      expect(connectionInputSchema.safeParse(input).error).toBeUndefined()
      expect(input).toMatchObject({
        name: "Ours",
        baseUrl: "https://a.example/v1",
        credential: { kind: "bearer", key: "sk-12345678" },
        limits: { concurrency: 4 },
        timeLimits: { connectMs: 2500 },
      })
      // Members' connections are their own: the server refuses a choice, so none is sent.
      expect("access" in input).toBe(admin)
    }
    expect(JSON.stringify(inputOf(draft, true))).not.toContain("another kind")
  })

  test("opening a form and saving it sends no key, and nothing that another admin may have changed meanwhile", () => {
    const stored = aManagedConnection()
    expect(changeOf(draftOf(stored), draftOf(stored), true)).toEqual({})
    const change = changeOf(draftOf(stored), { ...draftOf(stored), name: "New name" }, true)
    expect(change).toEqual({ name: "New name" })
    expect(changeConnectionSchema.safeParse(change).success).toBe(true)
  })

  test("a link or certificate that is emptied is taken away, not kept", () => {
    const stored = aManagedConnection({ statusUrl: "https://status.example", caPem: "PEM" })
    const change = changeOf(draftOf(stored), { ...draftOf(stored), statusUrl: "", caPem: " " }, true)
    expect(change).toEqual({ statusUrl: null, caPem: null })
  })

  test("what was typed counts as a change before the form is left", () => {
    const before = draftOfTemplate(templateOf("deepseek"))
    expect(isChanged(before, before)).toBe(false)
    expect(isChanged({ ...before, secrets: { ...before.secrets, key: "x" } }, before)).toBe(true)
  })

  test("OAuth 2.0 begins where the API is, and an address that was typed stays", () => {
    const draft = withKind(typed, "oauth2")
    expect(draft.oauth.tokenUrl).toBe("https://a.example/oauth2/token")
    const own = { ...typed, oauth: { ...typed.oauth, tokenUrl: "https://b.example/t" } }
    expect(withKind(own, "oauth2").oauth.tokenUrl).toBe("https://b.example/t")
  })
})

describe("what is wrong", () => {
  test("a slip is said at its field before anything is sent", () => {
    const draft = {
      ...typed,
      name: " ",
      baseUrl: "api.example.com",
      secrets: { ...typed.secrets, key: "env:NOT A NAME" },
      consoleUrl: "javascript:alert(1)",
      access: { kind: "people" as const, ids: [] },
      amounts: { ...typed.amounts, "limits.concurrency": "1.5", "limits.costPerDay": "many" },
    }
    expect(problemsOf(draft)).toMatchObject({
      name: { code: "missing" },
      baseUrl: { code: "url" },
      "credential.key": { code: "reference" },
      consoleUrl: { code: "url" },
      access: { code: "nobody" },
      "limits.concurrency": { code: "whole", values: { min: 1, max: 1000 } },
      "limits.costPerDay": { code: "number" },
    })
  })

  test("a stored key need not be typed again; one of another kind has to be", () => {
    const stored = aManagedConnection()
    expect(problemsOf(draftOf(stored), stored)).toEqual({})
    expect(problemsOf({ ...draftOf(stored), kind: "basic" }, stored)).toMatchObject({
      "credential.user": { code: "missing" },
      "credential.password": { code: "missing" },
    })
  })

  test("of a connection that comes with the server, only what can be changed is looked at", () => {
    const stored = aManagedConnection({ editable: false, baseUrl: "sandbox:" })
    expect(problemsOf(draftOf(stored), stored)).toEqual({})
  })

  const refusal = (code: string, field: string | undefined, params: Record<string, string>) =>
    refusedField(new ApiError(code, "", { field, params }))

  test("what the server refuses is said at its field, also of a test of what is not saved", () => {
    expect(refusal("invalid_input", "input.baseUrl", { problem: "too_small" })).toMatchObject({
      field: "baseUrl",
      problem: { code: "missing" },
    })
    expect(refusal("invalid_input", "credential", { problem: "reenter" })).toMatchObject({
      field: "credential",
      problem: { code: "reenter" },
    })
    expect(refusal("blocked_address", undefined, { rule: "private", host: "10.0.0.1" })).toMatchObject({
      field: "baseUrl",
      problem: { code: "blocked_private", values: { host: "10.0.0.1" } },
    })
    expect(refusal("forbidden", "caPem", {})?.problem.code).toBe("forbidden")
    expect(refusal("invalid_input", "limits.concurrency", { problem: "too_big" })?.problem).toEqual({
      code: "whole",
      values: { min: 1, max: 1000 },
    })
    expect(refusal("invalid_input", "somewhere", { problem: "new_word" })?.problem.code).toBe("invalid")
    expect(refusal("internal", "baseUrl", {})).toBeUndefined()
  })
})
