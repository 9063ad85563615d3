import type { Check } from "#lib/domain/check-schema"
import type { CodeAddress, CodeAuth, CodeRequest } from "./code-request.ts"
import type { FileTokens } from "./write-value.ts"

export const codeTargets = [
  "curl",
  "python-requests",
  "python-httpx",
  "python-openai",
  "node-fetch",
  "node-axios",
  "node-openai",
  "java-okhttp",
] as const
export type CodeTarget = (typeof codeTargets)[number]

/** What code is written from. */
export interface CodeSource {
  /** With the name of the variant that each stands for. */
  requests: (CodeRequest & { name: string })[]
  files: FileTokens
  /** Given, the code is a test that looks at the answers by them. */
  checks?: Check[]
}

/** A request with the names that it has in code. */
export interface NamedRequest extends CodeRequest {
  name: string
  /** Behind the names of functions: "" for the only one, else a, b, c. */
  id: string
  /** What the files of its images begin with. */
  stem: string
  /** The kind of those files. */
  extension: "png" | "jpg" | "webp"
}

/** The names by which code speaks of its requests, no two alike. */
export function namedRequests({ requests }: Pick<CodeSource, "requests">): NamedRequest[] {
  const stems = new Set<string>()
  return requests.map((request, index) => {
    const id = requests.length === 1 ? "" : letter(index)
    const wanted = stemOf(request.name) || `image-${index + 1}`
    const stem = stems.has(wanted.toLowerCase()) ? `${wanted}-${index + 1}` : wanted
    stems.add(stem.toLowerCase())
    return { ...request, id, stem, extension: extensionOf(request) }
  })
}

const letter = (index: number): string =>
  String.fromCharCode(97 + (index % 26)) + (index >= 26 ? String(Math.floor(index / 26)) : "")

/** A name as part of one of a file that every system takes. */
export function stemOf(name: string): string {
  const words = name.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
  return [...words.replace(/^-+|-+$/g, "")].slice(0, 40).join("")
}

function extensionOf({ body }: CodeRequest): NamedRequest["extension"] {
  const format =
    body.kind === "json"
      ? body.value.output_format
      : body.fields.find(({ name }) => name === "output_format")?.value
  return format === "webp" ? "webp" : format === "jpeg" ? "jpg" : "png"
}

/** The environment variables that requests read, each once, addresses first. */
export function variablesOf(requests: readonly CodeRequest[]): string[] {
  const names = requests.flatMap(({ url, auth }) => [url.base ?? [], secretsOf(auth)].flat())
  return [...new Set(names)].sort((a, b) => Number(isAddress(b)) - Number(isAddress(a)))
}

const isAddress = (name: string): boolean => name.endsWith("_BASE_URL")

function secretsOf(auth: CodeAuth): string[] {
  switch (auth.kind) {
    case "none":
      return []
    case "bearer":
      return [auth.key]
    case "basic":
      return [auth.user, auth.password]
    case "hmac":
      return [auth.apiKey, auth.secretKey]
    case "oauth2":
      return [auth.clientId, auth.clientSecret]
  }
}

export const isImage = ({ answer }: Pick<CodeRequest, "answer">): boolean =>
  answer === "images" || answer === "webui"

export const hasAuth = (requests: readonly CodeRequest[], kind: CodeAuth["kind"]): boolean =>
  requests.some(({ auth }) => auth.kind === kind)

/** What the writers of a request are told beside it. */
export interface AskContext {
  files: FileTokens
  /** A test looks at the text alone. */
  isTest: boolean
}

/** Whether the model may ask for functions to be called. */
export const hasTools = ({ body }: CodeRequest): boolean =>
  body.kind === "json" && Array.isArray(body.value.tools)

/** Whether a body holds the content of a file in base64. */
export function readsBase64({ body }: CodeRequest, files: FileTokens): boolean {
  if (body.kind === "form") return false
  const text = JSON.stringify(body.value)
  return files.some(({ token }) => text.includes(token))
}

/** The base address that an SDK wants, and the call of it; undefined where the path is none of its. */
export function sdkCall(url: CodeAddress): { base: CodeAddress; call: SdkCall } | undefined {
  const call = sdkCalls.find((path) => url.text.endsWith(path))
  return call && { base: { ...url, text: url.text.slice(0, -call.length) }, call }
}

const sdkCalls = ["/chat/completions", "/completions", "/images/generations", "/images/edits"] as const
export type SdkCall = (typeof sdkCalls)[number]

/** Why a target cannot do what these requests ask; undefined where it can. */
export type Unavailable = "signed" | "basic" | "protocol"

/** Why code for a target cannot be written; undefined where it can. */
export function unavailable(target: CodeTarget, requests: readonly CodeRequest[]): Unavailable | undefined {
  if (!target.endsWith("-openai")) return undefined
  // The SDK makes the bytes that it sends out of sight, and has a bearer's header of its own.
  if (hasAuth(requests, "hmac")) return "signed"
  if (hasAuth(requests, "basic")) return "basic"
  const speaks = requests.every(({ url, answer }) => answer !== "webui" && sdkCall(url))
  return speaks ? undefined : "protocol"
}

/** Whether code for a target can be a test. */
export const mayTest = (target: CodeTarget): boolean =>
  target.startsWith("python-") || target.startsWith("node-")

/** What a file of this code is called. */
export function codeFileName(target: CodeTarget, { requests, checks }: CodeSource): string {
  const [only] = requests
  const stem = requests.length > 1 ? "comparison" : asciiStem(only?.name ?? "")
  if (target === "curl") return `bracket-${stem}.sh`
  if (target === "java-okhttp") return "Bracket.java"
  if (target.startsWith("node-")) return `bracket-${stem}${checks ? ".test" : ""}.mjs`
  // unittest finds its tests by this name, and imports them by it.
  return `${checks ? "test_" : ""}bracket_${stem.replaceAll("-", "_")}.py`
}

const asciiStem = (name: string): string =>
  stemOf(name.normalize("NFKD").replaceAll(/[^\x20-\x7e]/g, "")).toLowerCase() || "column"

/** The language of a target, as it is coloured. */
export function codeLanguage(target: CodeTarget): "bash" | "python" | "javascript" | "java" {
  if (target === "curl") return "bash"
  if (target === "java-okhttp") return "java"
  return target.startsWith("python-") ? "python" : "javascript"
}
