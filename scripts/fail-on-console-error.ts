import { afterEach, beforeEach } from "vitest"

/** A test that makes something complain on console.error fails, unless it expects that and replaces the function itself. */
const original = console.error
let complaints: unknown[][] = []

beforeEach(() => {
  complaints = []
  console.error = (...args: unknown[]) => {
    complaints.push(args)
    original(...args)
  }
})

afterEach(() => {
  console.error = original
  if (complaints.length > 0)
    throw new Error(`console.error was called: ${complaints[0]?.map(String).join(" ")}`)
})
