import { globSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
/** The last of these says of every method that there is nothing. */
const routes = globSync("app/api/**/route.ts", { cwd: root }).filter((file) => !file.includes("[...rest]"))

describe("a method that a call does not have", () => {
  test("there are routes to ask", () => {
    expect(routes.length).toBeGreaterThan(40)
  })

  test.each(routes)("%s says so as JSON, and which ones it has", async (file) => {
    const route: Record<string, (request: Request) => Response> = await import(path.join(root, file))
    const ask = (method: string) => route[method]?.(new Request("http://localhost/api/x?y", { method }))
    const options = ask("OPTIONS")
    expect(options?.status).toBe(204)
    const allow = options?.headers.get("allow") ?? ""
    const allowed = new Set(allow.split(", "))
    expect(allowed.has("HEAD")).toBe(allowed.has("GET"))
    const others = methods.filter((method) => !allowed.has(method))
    expect(others.length).toBeLessThan(methods.length)
    for (const method of others) {
      const answer = ask(method)
      expect(answer?.status).toBe(405)
      expect(answer?.headers.get("allow")).toBe(allow)
      expect(await answer?.json()).toEqual({
        error: {
          code: "method_not_allowed",
          message: `/api/x does not take ${method}.`,
          hint: `Send one of: ${allow}.`,
          params: { method, allow },
          requestId: expect.any(String),
        },
      })
    }
    for (const method of methods) expect(route[method]).toBeTypeOf("function")
  })
})
