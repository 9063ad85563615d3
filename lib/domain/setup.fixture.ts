import fc from "fast-check"
import type { Setup } from "#lib/domain/setup-schema"

/** The smallest setup that there is, with changes. */
export function aSetup(changes: Partial<Setup> = {}): Setup {
  return {
    mode: "chat",
    promptText: "",
    system: "",
    turns: [{ id: "first", role: "user", text: "Hello" }],
    columns: [{ id: "first", connectionId: "sandbox", model: "sandbox-small", parameters: {}, samples: 1 }],
    baselineId: "first",
    variables: { names: [], rows: [{ id: "first", values: {} }] },
    checks: [],
    concurrency: 5,
    ...changes,
  }
}

/** Texts that formats stumble over: quotes, breaks, lone surrogates, markup, marks of other formats. */
export const oddText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom(
      ..."a \n\t\0\ud83d雨é\",:\\{}$`'#%<>",
      "🗼",
      "{{name}}",
      "</script>",
      "\r\n",
      "__proto__",
    ),
  }),
)

// What is read drops this name, and rightly so.
const name = oddText.filter((text) => text !== "__proto__")
const value = fc.oneof(fc.integer(), oddText, fc.boolean(), fc.array(oddText, { maxLength: 3 }))
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const jsonText = optional(fc.record({ text: oddText, ok: fc.boolean() }))
const hash = fc.stringMatching(/^[0-9a-f]{64}$/)

/** Any setup that a workspace can hold. `connectionIds`: what its columns may name. */
export function anySetup(connectionIds: readonly string[] = ["sandbox"]): fc.Arbitrary<Setup> {
  const numbered = <T extends object>(list: fc.Arbitrary<T[]>, letter: string) =>
    list.map((items) => items.map((item, index) => ({ ...item, id: `${letter}${index}` })))
  const column = fc.record({
    name: optional(oddText),
    connectionId: fc.constantFrom(...connectionIds),
    model: oddText,
    parameters: fc.dictionary(name, fc.record({ on: fc.boolean(), value }), { maxKeys: 4 }),
    samples: fc.integer({ min: 1, max: 20 }),
    prompt: optional(oddText),
    lead: optional(oddText),
    system: optional(oddText),
    prefix: optional(oddText),
    start: optional(
      fc.record({
        negative: optional(oddText),
        initImage: optional(fc.record({ sha256: hash })),
        mask: optional(hash),
      }),
    ),
    extra: jsonText,
  })
  const turn = fc.record({
    role: fc.constantFrom("user" as const, "assistant" as const, "tool" as const),
    text: oddText,
    images: optional(fc.array(hash, { maxLength: 2 })),
    calls: optional(
      fc.array(fc.record({ id: oddText, name: oddText, arguments: oddText }), { maxLength: 2 }),
    ),
    reasoning: optional(oddText),
    callId: optional(oddText),
  })
  const setup = fc.record({
    mode: fc.constantFrom("chat" as const, "completion" as const, "image" as const),
    promptText: oddText,
    system: oddText,
    turns: numbered(fc.array(turn, { maxLength: 4 }), "t").map((turns) => [
      ...turns,
      { id: "last", role: "user" as const, text: "" },
    ]),
    prefix: optional(oddText),
    suffix: optional(oddText),
    negative: optional(oddText),
    initImage: optional(fc.record({ sha256: hash })),
    mask: optional(hash),
    tools: jsonText,
    answerSchema: jsonText,
    columns: numbered(fc.array(column, { minLength: 1, maxLength: 12 }), "c"),
    baselineId: fc.constant("c0"),
    variables: fc.record({
      names: fc.array(name, { maxLength: 3 }),
      rows: numbered(
        fc.array(fc.record({ values: fc.dictionary(name, oddText, { maxKeys: 3 }) }), {
          minLength: 1,
          maxLength: 5,
        }),
        "r",
      ),
    }),
    checks: numbered(
      fc.array(
        fc.record({
          kind: fc.constant("contains" as const),
          text: oddText,
          ignoreCase: fc.boolean(),
          not: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
      "k",
    ),
    concurrency: fc.integer({ min: 1, max: 16 }),
    costCeiling: optional(fc.double({ min: 0.001, max: 1000, noNaN: true })),
    cache: optional(fc.constantFrom("auto" as const, "off" as const, "prefer" as const)),
  })
  // As JSON has it: what is undefined is absent.
  return setup.map((made) => JSON.parse(JSON.stringify(made)) as Setup)
}
