import { commentText, jsString, titleText, withoutTexts } from "./literals.ts"
import { nodeHelpers } from "./node-helpers.ts"
import { nodeHttpAsk } from "./node-http.ts"
import { nodeSdkAsk } from "./node-sdk.ts"
import { nodeTests } from "./node-tests.ts"
import { type CodeSource, isImage, type NamedRequest, namedRequests, variablesOf } from "./snippet.ts"

export type NodeLibrary = "fetch" | "axios" | "openai"

/** A module (or one of node:test, with checks) for Node.js 20 or later that sends these requests one after the other. */
export function nodeCode(library: NodeLibrary, source: CodeSource): string {
  const requests = namedRequests(source)
  const context = { files: source.files, isTest: source.checks !== undefined }
  const asks = requests.map((request) =>
    library === "openai" ? nodeSdkAsk(request, context) : nodeHttpAsk(library, request, context),
  )
  const last = source.checks ? nodeTests(requests, source.checks) : main(requests)
  const body = [...nodeHelpers(library, requests, source.files), ...asks, last].join("\n\n")
  return `${head(library, requests, source)}\n\n${importsFor(body, library)}${body}\n`
}

function head(library: NodeLibrary, requests: NamedRequest[], { files, checks }: CodeSource): string {
  const packages = [
    ...(library === "fetch" ? [] : [library]),
    ...(checks?.some(({ kind }) => kind === "json_schema") ? ["ajv"] : []),
  ]
  const variables = variablesOf(requests)
  return [
    ...requests.map(({ name, model, connection }) => commentText(`${name}: ${model} (${connection})`)),
    ...(packages.length > 0 ? [`Needs: npm install ${packages.join(" ")}`] : []),
    ...(checks ? ["Run by: node --test"] : []),
    ...(variables.length > 0 ? [`Set in the environment: ${variables.join(", ")}`] : []),
    ...(files.length > 0 ? [`Reads: ${files.map(({ name }) => name).join(", ")}`] : []),
  ]
    .map((line) => `// ${line}`)
    .join("\n")
}

/** What this code names, from where it comes. */
function importsFor(body: string, library: NodeLibrary): string {
  const code = withoutTexts(body)
  const named = (module: string, names: string[]) => {
    const used = names.filter((name) => new RegExp(`(?<![\\w.])${name}\\(`).test(code))
    return used.length > 0 ? [`import { ${used.join(", ")} } from "${module}"`] : []
  }
  const lines = [
    ...(code.includes("assert.") ? ['import assert from "node:assert/strict"'] : []),
    ...named("node:crypto", ["createHmac"]),
    ...named("node:fs", ["createReadStream", "readFileSync", "writeFileSync"]),
    ...named("node:stream/consumers", ["text"]),
    ...(code.includes("describe(") ? named("node:test", ["before", "describe", "test"]) : []),
    ...(library === "axios" ? ['import axios from "axios"'] : []),
    ...(library === "openai" ? ['import OpenAI from "openai"'] : []),
  ]
  return lines.length > 0 ? `${lines.join("\n")}\n\n` : ""
}

function main(requests: NamedRequest[]): string {
  return requests
    .flatMap((request) => {
      const title = requests.length > 1 ? [`console.log(${jsString(titleText(request.name))})`] : []
      return [...title, ...show(request)]
    })
    .join("\n")
}

function show(request: NamedRequest): string[] {
  const call = `ask${request.id.toUpperCase()}()`
  if (isImage(request))
    return [`await save(${call}, ${jsString(`${request.stem}-{number}.${request.extension}`)})`]
  if (!request.stream) return [`console.log(await ${call})`]
  return [`for await (const piece of ${call}) process.stdout.write(piece)`, "console.log()"]
}
