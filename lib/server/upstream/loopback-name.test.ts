import { expect, test } from "vitest"
import { isLoopbackName } from "./loopback-name.ts"

test("this machine has several names, and no name of another passes for one", () => {
  for (const name of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"]) expect(isLoopbackName(name)).toBe(true)
  for (const name of ["127.evil.example", "localhost.example", "10.0.0.1", "[::2]", "127.0.0.1.example"])
    expect(isLoopbackName(name)).toBe(false)
})
