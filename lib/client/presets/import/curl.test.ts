import fc from "fast-check"
import { expect, test } from "vitest"
import { oddText } from "#lib/domain/setup.fixture"
import { commandWords } from "./curl-words.ts"
import { readImport } from "./read-import.ts"

function only(text: string) {
  const reading = readImport(text)
  if (!("found" in reading) || !reading.found.items[0]) throw new Error(JSON.stringify(reading))
  return { ...reading.found.items[0], setup: reading.found.items[0].content.setup }
}
const body = JSON.stringify({
  model: "m",
  messages: [{ role: "user", content: `It's "5 < 6" & 50% of C:\\x\n$HOME` }],
})
const asked = `It's "5 < 6" & 50% of C:\\x\n$HOME`

const posix = `curl -sS https://api.openai.com/v1/chat/completions \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer $OPENAI_API_KEY" -H 'X-Team: blue' \\
  -d '${body.replaceAll("'", `'\\''`)}' | jq .`
const cmd = `curl.exe https://api.openai.com/v1/chat/completions ^
  -H "Authorization: Bearer sk-secret" ^\r
  --data-raw "${body.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`
const powershell = `curl.exe https://api.openai.com/v1/chat/completions \`
  -H 'Authorization: Bearer sk-secret' \`
  --json '${body.replaceAll("'", "''")}'`
const ansi = `curl https://api.openai.com/v1/chat/completions -d $'${body.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`

test.each([
  ["POSIX shells", posix],
  ["cmd", cmd],
  ["PowerShell", powershell],
  ["bash with $'...'", ansi],
])("a command for %s says what it sends", (_, text) => {
  const { setup } = only(text)
  expect(setup.turns).toMatchObject([{ role: "user", text: asked }])
  expect(setup.columns).toMatchObject([{ connectionId: "kind:openai", model: "m" }])
})

test.each([
  ["a prompt of bash", `$ ${posix}`],
  ["a prompt of cmd", `C:\\Users\\me>${cmd}`],
  ["a prompt of PowerShell", `PS C:\\> ${powershell}`],
  ["a line that sets the key", `export OPENAI_API_KEY=sk-secret\n${posix}`],
])("%s before it is passed over", (_, text) => {
  expect(only(text).setup.turns).toMatchObject([{ role: "user", text: asked }])
})

test("a command that a browser has copied for cmd can be read", () => {
  const text = `curl ^"https://x.example/v1/completions^" ^\n  -H ^"content-type: application/json^" ^\n  --data-raw ^"^{^\\^"model^\\^":^\\^"m^\\^",^\\^"prompt^\\^":^\\^"Hi ^& bye^\\^"^}^"`
  expect(only(text).setup).toMatchObject({ mode: "completion", promptText: "Hi & bye" })
})

test("keys are dropped and that is said; their values are nowhere in what was read", () => {
  const text = `curl -u me:hunter2 'https://user:pa55@api.example.com/v1/chat/completions?key=q-secret' -H 'Authorization: Bearer sk-secret' -Hx-api-key:k-secret -b 'session=c-secret' -H 'X-Title: app' -XPOST -d '${JSON.stringify({ model: "m", messages: [{ role: "user", content: "x" }] })}'`
  const reading = readImport(text)
  expect(JSON.stringify(reading)).not.toMatch(/hunter2|pa55|secret/)
  expect(reading).toMatchObject({
    found: {
      kind: "curl",
      items: [
        {
          notes: [
            { kind: "keysDropped", names: ["-u", "Cookie", "Authorization", "x-api-key"] },
            { kind: "headersLeft", names: ["X-Title"] },
            { kind: "addressLeft", host: "api.example.com" },
          ],
        },
      ],
    },
  })
})

test.each([
  ["a body in a file", "curl x -d @body.json", { kind: "curl_file", file: "body.json" }],
  ["a body from elsewhere", "curl x --data-binary @- <<EOF\n{}\nEOF", { kind: "curl_file", file: "-" }],
  ["a form", "curl x -F image=@fox.png", { kind: "curl_form" }],
  ["no body", "curl https://x.example/v1/models", { kind: "curl_no_body" }],
  ["a quote that stays open", `curl x -d '{"model`, { kind: "curl_quotes" }],
  ["a body that is no JSON", `curl x -d '{"model": }'`, { kind: "curl_not_json", line: 1, column: 11 }],
])("%s is told as what it is", (_, text, problem) => {
  expect(readImport(text)).toEqual({ problem })
})

test("with --data-raw an @ is only a character", () => {
  expect(readImport("curl x --data-raw @body.json")).toMatchObject({ problem: { kind: "curl_not_json" } })
})

test("whatever is quoted for a POSIX shell comes out as it was", () => {
  fc.assert(
    fc.property(fc.array(oddText, { minLength: 1 }), (words) => {
      const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")
      expect(commandWords(line)).toEqual(words)
    }),
  )
})
