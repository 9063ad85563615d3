import { expect, test } from "vitest"
import { lineSplitter, readAppLine } from "./app-lines.mjs"

test.each([
  ["bracket: step database ready (SQLite)", "step", "database ready (SQLite)"],
  ["bracket: warning Put https in front.", "warning", "Put https in front."],
  ["bracket: link http://127.0.0.1:3000/sign-in#token=a", "link", "http://127.0.0.1:3000/sign-in#token=a"],
  ["bracket: ready http://127.0.0.1:3000", "ready", "http://127.0.0.1:3000"],
  ["bracket: fatal LOG_LEVEL must be info.", "fatal", "LOG_LEVEL must be info."],
  ["bracket: other thing", "log", "bracket: other thing"],
  ["bracket: step", "log", "bracket: step"],
  [" bracket: step indented", "log", " bracket: step indented"],
  ["", "log", ""],
])("reads %j as %s", (line, kind, text) => {
  expect(readAppLine(line)).toEqual({ kind, text })
})

test("lines survive being cut anywhere, CRLF, and a missing last line end", () => {
  const text = "one\r\ntwo\n\nthree"
  for (let cut = 0; cut <= text.length; cut++) {
    const lines = []
    const splitter = lineSplitter((line) => lines.push(line))
    splitter.write(text.slice(0, cut))
    splitter.write(text.slice(cut))
    splitter.end()
    expect(lines.map((line) => line.trimEnd())).toEqual(["one", "two", "", "three"])
  }
})
