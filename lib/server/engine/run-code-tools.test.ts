import { describe, expect, test } from "vitest"
import { codeFileName, codeTargets } from "#lib/domain/code/snippet"
import { writeCode } from "#lib/domain/code/write-code"
import { credentials } from "#lib/sandbox/running.fixture"
import { httpServer } from "#lib/server/upstream/testing/loopback-server"
import { codeFolder, environmentOf, missingFor, runCode } from "./code-fixture.ts"

const call = {
  id: "1",
  index: 0,
  type: "function",
  function: { name: "weather", arguments: '{"at":"Oslo"}' },
}

/** A server that asks for a function, whole or in pieces, cut where it hurts. */
async function asking(stream: boolean): Promise<string> {
  const { url } = await httpServer((request, response) => {
    request.resume()
    if (!stream) {
      const message = { role: "assistant", content: null, tool_calls: [call] }
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify({ choices: [{ index: 0, message }] }))
      return
    }
    response.setHeader("content-type", "text/event-stream")
    const piece = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\r\n\r\n`
    const halves = { ...call, function: { name: "weather", arguments: '{"at":' } }
    const text = [
      ": a comment\r\n\r\n",
      piece({ role: "assistant", content: "水" }),
      piece({ tool_calls: [halves] }),
      piece({ tool_calls: [{ index: 0, function: { arguments: '"Oslo"}' } }] }),
      "data: [DONE]\r\n\r\n",
    ].join("")
    const bytes = Buffer.from(text)
    const within = bytes.indexOf("水") + 1
    response.write(bytes.subarray(0, within))
    setImmediate(() => response.end(bytes.subarray(within)))
  })
  return url.origin
}

describe.each(codeTargets.filter((target) => target !== "curl"))("%s", (target) => {
  test.for([true, false])(
    "prints the functions that the model asks for (stream: %s)",
    async (stream, context) => {
      const missing = await missingFor(target)
      context.skip(missing !== undefined, `${missing} is not on this machine`)
      const origin = await asking(stream)
      const source = {
        files: [],
        requests: [
          {
            name: "A",
            connection: "Keyed",
            model: "any",
            answer: "chat" as const,
            stream,
            url: { text: `${origin}/v1/chat/completions` },
            auth: { kind: "bearer" as const, key: "KEYED_API_KEY" },
            body: {
              kind: "json" as const,
              value: {
                model: "any",
                stream,
                messages: [{ role: "user", content: "Hi" }],
                tools: [{ type: "function", function: { name: "weather" } }],
              },
            },
          },
        ],
      }
      const file = { name: codeFileName(target, source), code: writeCode(target, source) }
      const printed = await runCode(target, await codeFolder(), file, environmentOf(credentials))
      expect(printed.trim()).toBe(`${stream ? "水\n" : ""}weather {"at":"Oslo"}`)
    },
  )
})
