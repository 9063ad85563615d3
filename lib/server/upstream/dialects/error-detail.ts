import { asList, asObject, asText, type JsonObject } from "./json-object.ts"

const maxChars = 300

/**
 * The upstream's own words in a JSON error, made fit to be shown: `{error: {message}}`, `{error: "…"}`,
 * the flat `{object: "error", message}` of vLLM and SGLang, FastAPI's `{detail}`, and `{error, detail, errors}` of Stable
 * Diffusion WebUI, whose `error` is the name of a class. Undefined when there are
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
    webUiWords(body) ??
    asText(body.error) ??
    asText(body.message) ??
    asText(body.detail) ??
    asText(asList(body.detail).flatMap(fieldWords).slice(0, 3).join("; "))
  )
}

function webUiWords(body: JsonObject): string | undefined {
  if (typeof body.errors !== "string") return undefined
  const errors = asText(body.errors)
  return asText(body.detail) ?? (errors && [asText(body.error), errors].filter(Boolean).join(": "))
}

/** One of FastAPI's complaints: which field, and what is wrong with it. */
function fieldWords(complaint: unknown): string[] {
  const { loc, msg } = asObject(complaint) ?? {}
  const words = asText(msg)
  if (!words) return []
  const field = asList(loc).filter((part) => part !== "body")
  return [field.length > 0 ? `${field.join(".")}: ${words}` : words]
}
