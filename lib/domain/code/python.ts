import { commentText, pythonString, titleText, withoutTexts } from "./literals.ts"
import { pythonHelpers } from "./python-helpers.ts"
import { pythonHttpAsk } from "./python-http.ts"
import { pythonSdkAsk } from "./python-sdk.ts"
import { pythonTests } from "./python-tests.ts"
import { type CodeSource, isImage, type NamedRequest, namedRequests, variablesOf } from "./snippet.ts"

export type PythonLibrary = "requests" | "httpx" | "openai"

/** A program (or a unittest, with checks) in Python 3.9 or later that sends these requests one after the other. */
export function pythonCode(library: PythonLibrary, source: CodeSource): string {
  const requests = namedRequests(source)
  const context = { files: source.files, isTest: source.checks !== undefined }
  const asks = requests.map((request) =>
    library === "openai" ? pythonSdkAsk(request, context) : pythonHttpAsk(library, request, context),
  )
  const body = [
    ...pythonHelpers(library, requests, source.files),
    ...asks,
    source.checks ? pythonTests(requests, source.checks) : main(requests),
  ].join("\n\n\n")
  return `${head(library, requests, source)}\n\n${importsFor(body, library)}\n\n\n${body}\n`
}

function head(library: PythonLibrary, requests: NamedRequest[], { files, checks }: CodeSource): string {
  const packages = [library, ...(checks?.some(({ kind }) => kind === "json_schema") ? ["jsonschema"] : [])]
  const variables = variablesOf(requests)
  return [
    ...requests.map(({ name, model, connection }) => `${commentText(`${name}: ${model} (${connection})`)}`),
    `Needs: pip install ${packages.join(" ")}`,
    ...(variables.length > 0 ? [`Set in the environment: ${variables.join(", ")}`] : []),
    ...(files.length > 0 ? [`Reads: ${files.map(({ name }) => name).join(", ")}`] : []),
  ]
    .map((line) => `# ${line}`)
    .join("\n")
}

/** The modules of the standard library that this code names, then the packages. */
function importsFor(body: string, library: PythonLibrary): string {
  const modules = ["base64", "hashlib", "hmac", "json", "os", "re", "time", "unicodedata", "unittest"]
  const code = withoutTexts(body)
  const named = modules.filter((module) => new RegExp(`(?<![\\w.])${module}\\.[a-zA-Z]`).test(code))
  const standard = [
    ...named.map((module) => `import ${module}`),
    ...(code.includes("urlsplit(") ? ["from urllib.parse import urlsplit"] : []),
  ]
  const names = code.includes("Omit(") ? "Omit, OpenAI" : "OpenAI"
  const from = library === "openai" ? `from openai import ${names}` : `import ${library}`
  const others = library === "openai" && code.includes("httpx.post(") ? ["import httpx", from] : [from]
  return [standard.join("\n"), others.join("\n")].filter(Boolean).join("\n\n")
}

function main(requests: NamedRequest[]): string {
  const lines = requests.flatMap((request) => {
    const title = requests.length > 1 ? [`print(${pythonString(titleText(request.name))})`] : []
    return [...title, ...show(request)]
  })
  return `if __name__ == "__main__":\n${lines.map((line) => `    ${line}`).join("\n")}`
}

function show(request: NamedRequest): string[] {
  const call = `ask${request.id && `_${request.id}`}()`
  if (isImage(request)) {
    const name = `${request.stem}-{number}.${request.extension}`
    return [`save(${call}, ${pythonString(name)})`]
  }
  if (!request.stream) return [`print(${call})`]
  return [`for piece in ${call}:`, `    print(piece, end="", flush=True)`, "print()"]
}
