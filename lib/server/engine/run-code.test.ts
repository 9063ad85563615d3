import { describe, expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { codeFileName, codeTargets, unavailable } from "#lib/domain/code/snippet"
import { writeCode } from "#lib/domain/code/write-code"
import { credentials, running } from "#lib/sandbox/running.fixture"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import {
  codeFolder,
  environmentOf,
  missingFor,
  playgroundText,
  putCodeConnections,
  runCode,
} from "./code-fixture.ts"
import { describeCode } from "./describe-code.ts"
import { ann, images, setUpEngines, startConnections } from "./engine-fixture.ts"

setUpEngines()

const environment = environmentOf(credentials)

const prompt = `What's in "a cup"? 水, ☕️ and \${HOME} \`id\` $(id) \\n\n'''"""\nJSON\nEOF\n%s \u2028`

const chatOf = (content: string): Variant => ({
  connectionId: "signed",
  model: "sandbox-small",
  mode: "chat",
  prompt: { kind: "chat", messages: [{ role: "user", content }] },
  parameters: { seed: 7, max_tokens: 24, temperature: 0.8 },
})
const completion: Variant = {
  ...chatOf(""),
  mode: "completion",
  prompt: { kind: "text", text: "The coffee house" },
  parameters: { seed: 3, max_tokens: 16, stop: ["\n\n"] },
}

/** What a program printed, by the name that stands over it. */
const sections = (output: string): Map<string, string> =>
  new Map(
    output
      .split(/^== /m)
      .slice(1)
      .map((section) => {
        const [name = "", ...rest] = section.split(" ==\n")
        return [name, rest.join(" ==\n").trim()]
      }),
  )

/** The text in an answer as curl prints it. */
function textOf(answer: string): string {
  const data = answer.startsWith("data:")
    ? answer.split("\n").flatMap((line) => (/^data: \{/.test(line) ? [line.slice(6)] : []))
    : [answer]
  return data
    .flatMap((one) => JSON.parse(one).choices)
    .map((choice) => choice.text ?? choice.message?.content ?? choice.delta?.content ?? "")
    .join("")
}

describe.each(codeTargets)("%s", (target) => {
  test.for([true, false])("answers what the playground answers (stream: %s)", async (stream, context) => {
    const missing = await missingFor(target)
    context.skip(missing !== undefined, `${missing} is not on this machine`)
    const sandbox = await running({ anonymous: true })
    await putCodeConnections(sandbox.url)
    const { connections, http } = startConnections()
    // The SDK for Python cannot send half a character.
    const half = target === "python-openai" ? "" : "\ud83d"
    const chat = chatOf(prompt + half)
    const wanted: [string, Variant][] = [
      ["Signed", chat],
      ["Signed raw", completion],
      ["Key", { ...chat, connectionId: "keyed" }],
      ["Key raw", { ...completion, connectionId: "keyed" }],
      ["Name", { ...chat, connectionId: "named" }],
      ["Open", { ...chat, connectionId: "open", extra: { __proto__x: null, top_k: 5 } }],
      ["Consent", { ...chat, connectionId: "consented" }],
    ]
    const described = await describeCode(
      { kind: "text", variants: wanted.map(([, variant]) => variant), stream },
      ann,
      { connections, images },
    )
    const source = {
      files: described.files,
      requests: described.requests
        .map((request, index) => ({ ...request, name: wanted[index]?.[0] ?? "" }))
        .filter((request) => unavailable(target, [request]) === undefined),
    }
    const code = writeCode(target, source)
    for (const secret of Object.values(environment)) expect(code).not.toContain(secret)
    const output = await runCode(
      target,
      await codeFolder(),
      { name: codeFileName(target, source), code },
      environment,
    )
    const printed = sections(output)
    const address = { baseUrl: sandbox.url, provider: "sandbox" } as const
    for (const { name } of source.requests) {
      const variant = wanted.find(([one]) => one === name)?.[1] ?? chat
      const expected = await playgroundText(variant, {
        dialect: dialectOf("deepseek"),
        address,
        http,
        apiKey: credentials.apiKey,
      })
      const answer = printed.get(name) ?? ""
      expect(target === "curl" ? textOf(answer).trim() : answer, name).toBe(expected.trim())
      expect(expected.length).toBeGreaterThan(10)
    }
  })
})
