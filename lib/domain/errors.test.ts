import { describe, expect, it } from "vitest"
import { BracketError, type ErrorCode, errorCodes } from "#lib/domain/errors"
import { runErrorSchema } from "#lib/domain/errors-schema"

describe("BracketError", () => {
  it("has the status and the retryability of its code", () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      const error = new BracketError(code, "m")
      expect(error.status).toBe(errorCodes[code].status)
      expect(error.retryable).toBe(errorCodes[code].retryable)
      expect(error.status).toBeGreaterThanOrEqual(400)
      expect(error.status).toBeLessThan(600)
    }
  })

  it("may know better than its code whether trying again helps", () => {
    expect(new BracketError("upstream_stream_error", "m", { retryable: true }).retryable).toBe(true)
    expect(new BracketError("upstream_fault", "m", { retryable: false }).toRunError().retryable).toBe(false)
  })

  it("shows a run neither its cause nor its stack, which may hold a secret", () => {
    const cause = new Error("secret-key")
    const error = new BracketError("upstream_tls", "m", {
      hint: "h",
      params: { host: "x" },
      field: "f",
      retryAfterMs: 1200,
      cause,
    })
    expect(error.cause).toBe(cause)
    expect(error.toRunError()).toEqual({
      code: "upstream_tls",
      message: "m",
      hint: "h",
      params: { host: "x", waitSeconds: 2 },
      field: "f",
      retryable: false,
    })
    expect(error.params).toEqual({ host: "x" })
    expect(JSON.stringify(error)).not.toContain("secret-key")
  })

  it("becomes what a run's schema takes", () => {
    expect(runErrorSchema.safeParse(new BracketError("internal", "m").toRunError()).success).toBe(true)
    expect(
      runErrorSchema.safeParse(new BracketError("internal", "m", { params: { n: 1 } }).toRunError()).success,
    ).toBe(true)
  })
})
