import { expect, test } from "vitest"
import { jsonLine } from "./json-line.mjs"

const options = { node: "host", now: () => 0 }

test("leaves the app's own lines as they are, and makes a record of all others", () => {
  const own = '{"level":"info","time":"2026-01-01T00:00:00.000Z","node":"host-1","msg":"run ended"}'
  expect(jsonLine(own, options)).toBe(own)
  expect(JSON.parse(jsonLine('(node:1) Warning: "odd"', { ...options, stream: "stderr" }))).toEqual({
    level: "error",
    time: "1970-01-01T00:00:00.000Z",
    node: "host",
    msg: '(node:1) Warning: "odd"',
  })
  for (const line of ["bracket: step database ready", "{", '{"a":1}', ""])
    expect(JSON.parse(jsonLine(line, options))).toMatchObject({ level: "info", msg: line })
})
