import { afterEach, describe, expect, test, vi } from "vitest"
import * as z from "zod/mini"
import { ApiError, request } from "./request.ts"

const schema = async () => z.object({ name: z.string() })
const notDelivered = () => Promise.reject(new Error("Failed to load chunk"))

/** The server's next answer. */
const answer = (body: object, init?: ResponseInit) =>
  vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(body, init))

async function faultOf(call: Promise<unknown>): Promise<ApiError> {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(fault instanceof ApiError)) throw new Error("Not an ApiError", { cause: fault })
  return fault
}

afterEach(() => {
  vi.doUnmock("#lib/domain/errors-schema")
  vi.resetModules()
})

describe("an answer", () => {
  test("is read by its schema", async () => {
    answer({ name: "Ada", more: 1 })
    expect(await request(schema, "/api/x")).toEqual({ name: "Ada" })
  })

  test("that the schema refuses is unreadable", async () => {
    answer({ name: 1 })
    expect(await faultOf(request(schema, "/api/x"))).toMatchObject({ code: "unreadable_answer", status: 200 })
  })

  test("whose schema does not come is unreadable too", async () => {
    answer({ name: "Ada" })
    const fault = await faultOf(request(notDelivered, "/api/x"))
    expect(fault).toMatchObject({ code: "unreadable_answer", status: 200 })
    expect(fault.cause).toMatchObject({ message: "Failed to load chunk" })
  })
})

describe("an error answer", () => {
  const conflict = {
    error: { code: "conflict", message: "Ended.", hint: "Start anew.", requestId: "r", retryable: false },
  }

  test("is told as it is, also where the schema of the good answer does not come", async () => {
    answer(conflict, { status: 409 })
    expect(await faultOf(request(notDelivered, "/api/x"))).toMatchObject({ code: "conflict", status: 409 })
  })

  test("keeps its status and its wait where its own schema does not come", async () => {
    vi.doMock("#lib/domain/errors-schema", () => {
      throw new Error("Failed to load chunk")
    })
    answer(conflict, { status: 503, headers: { "retry-after": "2" } })
    expect(await faultOf(request(schema, "/api/x"))).toMatchObject({
      code: "unreadable_answer",
      status: 503,
      retryAfterMs: 2000,
    })
  })
})
