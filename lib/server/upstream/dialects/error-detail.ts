import { asList, asObject, asText } from "./json-object.ts"

const maxChars = 300

/**
 * The upstream's own words in a JSON error, made fit to be shown: `{error: {message}}`, `{error: "…"}`,
 * the flat `{object: "error", message}` of vLLM and SGLang, and FastAPI's `{detail}`. Undefined when there are
 * none, or when they are a page. Keys, which some upstreams echo, are taken out.
 */
export function errorDetail(json: unknown): string | undefined {
  const words = wordsOf(json)?.replace(/\s+/g, " ").trim()
  if (!words || words.startsWith("<")) return undefined
  const clean = words.replace(/\b(sk|ak|pk)-[\w*.-]{4,}|\bBearer\s+\S+/gi, "•••")
  return clean.length > maxChars ? `${clean.slice(0, maxChars - 1).toWellFormed()}…` : clean
}

function wordsOf(json: unknown): string | undefined {
  const body = asObject(json)
  if (!body) return asText(json)
  const error = asObject(body.error)
  return (
    asText(error?.message) ??
    asText(body.error) ??
    asText(body.message) ??
    asText(body.detail) ??
    asText(asObject(asList(body.detail)[0])?.msg)
  )
}
