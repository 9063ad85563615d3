import { describe, expect, it } from "vitest"
import { connectionTemplates, templateOf } from "./connection-templates.ts"
import { changeConnectionSchema, connectionInputSchema, modelOverrideSchema } from "./managed-connection.ts"
import { secretKindOf } from "./secret-reference.ts"

describe("secretKindOf", () => {
  it.each([
    ["sk-1234", "literal"],
    ["environment:x", "literal"],
    ["env:OPENAI_KEY", "reference"],
    ["file:/run/secrets/key", "reference"],
    ["vault:secret/bracket/openai#key", "reference"],
    ["env:", "broken_reference"],
    ["env:1NAME", "broken_reference"],
    ["file:run/secrets/key", "broken_reference"],
    ["vault:secret/openai", "broken_reference"],
    ["vault:secret#key", "broken_reference"],
  ])("a slip in a reference is not sent as a key: %s is a %s", (text, kind) => {
    expect(secretKindOf(text)).toBe(kind)
  })
})

describe("a connection that is added", () => {
  it("from any template, with the key filled in, is accepted", () => {
    const secrets = { apiKey: "k", secretKey: "s", key: "k" }
    for (const template of connectionTemplates) {
      const input = {
        name: template.name || "Mine",
        template: template.id,
        dialect: template.dialect,
        provider: template.provider,
        baseUrl: template.baseUrl || "https://models.example/v1",
        credential: { kind: template.credential, ...secrets },
      }
      expect(connectionInputSchema.safeParse(input).success, template.id).toBe(true)
    }
  })

  it("keeps the name of a template that is gone, and starts its form from custom", () => {
    expect(templateOf("gone").id).toBe("custom")
  })
})

describe("a connection that is changed", () => {
  it("keeps what is not mentioned: nothing is filled in", () => {
    expect(changeConnectionSchema.parse({ disabled: true })).toEqual({ disabled: true })
  })
})

describe("a model's price", () => {
  const price = { from: 0, input: 1, output: 2 }
  it("may have a peak, and cannot be below nothing", () => {
    const peak = { input: 2, output: 4 }
    expect(modelOverrideSchema.safeParse({ id: "m", prices: [{ ...price, peak }] }).success).toBe(true)
    expect(modelOverrideSchema.safeParse({ id: "m", prices: [{ ...price, output: -1 }] }).success).toBe(false)
    expect(
      modelOverrideSchema.safeParse({ id: "m", prices: [{ ...price, peak: { input: -2, output: 4 } }] })
        .success,
    ).toBe(false)
  })
})
