import type { JsonSchema } from "./text-request.ts"

/** Where the words and figures of an instance come from. */
export interface InstanceSource {
  text: (field: string, schema: JsonSchema) => string
  number: () => number
}

/** Deeper than this a schema refers to itself. */
const maxDepth = 8

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A value that follows a JSON schema, as far as its usual words go: types, properties, items, choices, bounds, `$ref`. */
export function instanceOf(schema: JsonSchema, source: InstanceSource, field = "answer"): unknown {
  return made(schema, field, 0)

  function made(given: unknown, name: string, depth: number): unknown {
    const described = resolved(given, schema)
    if (described.const !== undefined) return described.const
    const [choice] = listOf(described.enum)
    if (choice !== undefined) return choice
    const [branch] = [...listOf(described.anyOf), ...listOf(described.oneOf), ...listOf(described.allOf)]
    if (branch !== undefined && described.type === undefined) return made(branch, name, depth)
    switch (typeOf(described)) {
      case "object":
        return depth > maxDepth ? {} : object(described, depth)
      case "array":
        return depth > maxDepth ? [] : list(described, name, depth)
      case "integer":
        return Math.round(bounded(source.number(), described))
      case "number":
        return bounded(source.number(), described)
      case "boolean":
        return true
      case "null":
        return null
      default:
        return shaped(described, name)
    }
  }

  function object(described: JsonSchema, depth: number): JsonSchema {
    const properties = isObject(described.properties) ? described.properties : {}
    return Object.fromEntries(
      Object.entries(properties).map(([key, property]) => [key, made(property, key, depth + 1)]),
    )
  }

  function list(described: JsonSchema, name: string, depth: number): unknown[] {
    const least = typeof described.minItems === "number" ? Math.min(described.minItems, 20) : 1
    const most = typeof described.maxItems === "number" ? described.maxItems : Math.max(2, least)
    const length = Math.min(most, Math.max(2, least))
    return Array.from({ length }, () => made(described.items ?? {}, name, depth + 1))
  }

  function shaped(described: JsonSchema, name: string): string {
    const known = formats[String(described.format)]
    if (known !== undefined) return known
    const text = source.text(name, described)
    return typeof described.maxLength === "number" ? text.slice(0, described.maxLength) : text
  }
}

const formats: Record<string, string> = {
  "date-time": "2026-11-24T09:30:00Z",
  date: "2026-11-24",
  time: "09:30:00Z",
  email: "someone@example.com",
  hostname: "example.com",
  uri: "https://example.com/",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
}

function resolved(given: unknown, root: JsonSchema): JsonSchema {
  let described = isObject(given) ? given : {}
  for (let steps = 0; typeof described.$ref === "string" && steps < maxDepth; steps++) {
    let target: unknown = root
    for (const key of described.$ref.replace(/^#\/?/, "").split("/").filter(Boolean))
      target = isObject(target) ? target[key] : undefined
    described = isObject(target) ? target : {}
  }
  return described
}

function typeOf({ type, properties, items }: JsonSchema): unknown {
  const named = Array.isArray(type) ? type.find((one) => one !== "null") : type
  return named ?? (properties ? "object" : items ? "array" : "string")
}

function bounded(value: number, { minimum, maximum }: JsonSchema): number {
  const least = typeof minimum === "number" ? minimum : Number.NEGATIVE_INFINITY
  const most = typeof maximum === "number" ? maximum : Number.POSITIVE_INFINITY
  return Math.min(most, Math.max(least, value))
}

/** The schema that an example follows: what a prompt shows is what it wants. */
export function schemaOfExample(example: unknown): JsonSchema {
  if (Array.isArray(example)) return { type: "array", items: schemaOfExample(example[0] ?? "") }
  if (isObject(example))
    return {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(example).map(([key, value]) => [key, schemaOfExample(value)]),
      ),
    }
  return { type: example === null ? "null" : typeof example }
}
