import type { CodeAddress, CodeRequest } from "./code-request.ts"
import { jsString } from "./literals.ts"
import { type AskContext, hasTools, isImage, type NamedRequest } from "./snippet.ts"
import { type FileTokens, jsStyle, writeValue } from "./write-value.ts"

export const nodeEnv = (name: string): string => `env(${jsString(name)})`

export const nodeAddress = ({ base, text }: CodeAddress): string =>
  base === undefined ? jsString(text) : `${nodeEnv(base)}.replace(/\\/+$/, "") + ${jsString(text)}`

/** The call that fetches an access token. */
export function nodeToken(auth: Extract<CodeRequest["auth"], { kind: "oauth2" }>, indent: string): string {
  const given = [
    nodeAddress(auth.tokenUrl),
    nodeEnv(auth.clientId),
    nodeEnv(auth.clientSecret),
    ...(auth.scope === undefined ? [] : [`{ scope: ${jsString(auth.scope)} }`]),
  ]
  return `await accessToken(\n${given.map((one) => `${indent}  ${one},\n`).join("")}${indent})`
}

/** A function that sends one request by `fetch` or `axios` and gives its text, or its images in base64. */
export function nodeHttpAsk(library: "fetch" | "axios", request: NamedRequest, context: AskContext): string {
  const { url, auth, body, stream, id } = request
  const isSigned = auth.kind === "hmac"
  const headers: string[] = []
  if (body.kind === "json") headers.push('"Content-Type": "application/json"')
  if (isSigned && body.kind === "form") headers.push('"Content-Type": packed.headers.get("content-type")')
  if (stream) headers.push('Accept: "text/event-stream"')
  if (auth.kind === "bearer") headers.push(`Authorization: \`Bearer \${${nodeEnv(auth.key)}}\``)
  if (auth.kind === "oauth2") headers.push(`Authorization: \`Bearer \${token}\``)
  if (auth.kind === "basic")
    headers.push(
      `Authorization: \`Basic \${Buffer.from(\`\${${nodeEnv(auth.user)}}:\${${nodeEnv(auth.password)}}\`).toString("base64")}\``,
    )
  if (isSigned)
    headers.push(`...signed("POST", url, body, ${nodeEnv(auth.apiKey)}, ${nodeEnv(auth.secretKey)})`)
  const lines = [
    `const url = ${nodeAddress(url)}`,
    ...(auth.kind === "oauth2" ? [`const token = ${nodeToken(auth, "")}`] : []),
    ...bodyLines(body, context.files, isSigned),
    headers.length === 0
      ? "const headers = {}"
      : `const headers = {\n${headers.map((line) => `  ${line},\n`).join("")}}`,
    ...sendLines(library, request),
    ...answerLines(request, context),
  ]
  const star = stream ? "*" : ""
  return [
    `async function${star} ask${id.toUpperCase()}() {`,
    ...lines.flatMap((line) => line.split("\n")).map((line) => line && `  ${line}`),
    "}",
  ].join("\n")
}

function bodyLines(body: CodeRequest["body"], files: FileTokens, isSigned: boolean): string[] {
  if (body.kind === "json") {
    const text = `JSON.stringify(${writeValue(body.value, jsStyle, files)})`
    return [`const body = ${isSigned ? `Buffer.from(${text})` : text}`]
  }
  return [
    `const ${isSigned ? "form" : "body"} = new FormData()`,
    ...body.fields.map(
      ({ name, value }) =>
        `${isSigned ? "form" : "body"}.append(${jsString(name)}, ${writeValue(value, jsStyle, [])})`,
    ),
    ...body.files.map(
      ({ name, file }) =>
        `${isSigned ? "form" : "body"}.append(${jsString(name)}, new Blob([readFileSync(${jsString(file)})], { type: "image/png" }), ${jsString(file)})`,
    ),
    ...(isSigned
      ? ["const packed = new Response(form)", "const body = Buffer.from(await packed.arrayBuffer())"]
      : []),
  ]
}

function sendLines(library: "fetch" | "axios", { stream }: NamedRequest): string[] {
  if (library === "axios")
    return [
      `const ${stream ? "chunks" : "answer"} = await post(url, body, headers, "${stream ? "stream" : "json"}")`,
    ]
  return [
    `const response = await fetch(url, { method: "POST", headers, body })`,
    `if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`)`,
    stream ? "const chunks = response.body" : "const answer = await response.json()",
  ]
}

function answerLines(request: NamedRequest, { isTest }: AskContext): string[] {
  const { answer, stream } = request
  const calls = !isTest && hasTools(request)
  if (isImage(request)) {
    if (stream)
      return [
        `for await (const event of events(chunks))`,
        `  if (event.type?.endsWith(".completed")) yield event.b64_json`,
      ]
    return [answer === "webui" ? "return answer.images" : "return answer.data.map((image) => image.b64_json)"]
  }
  if (stream)
    return [
      `for await (const event of events(chunks))`,
      `  for (const choice of event.choices ?? [])${calls ? " {" : ""}`,
      `    yield choice.${answer === "completion" ? "text" : "delta?.content"} ?? ""`,
      ...(calls
        ? [
            "    for (const { function: called = {} } of choice.delta?.tool_calls ?? [])",
            `      yield \`\${called.name ? \`\\n\${called.name} \` : ""}\${called.arguments ?? ""}\``,
            "  }",
          ]
        : []),
    ]
  if (answer === "completion") return ["return answer.choices[0].text"]
  if (!calls) return [`return answer.choices[0].message.content ?? ""`]
  return [
    "const { content, tool_calls: calls = [] } = answer.choices[0].message",
    `const lines = (calls ?? []).map((call) => \`\${call.function.name} \${call.function.arguments}\`)`,
    `return [content ?? "", ...lines].join("\\n")`,
  ]
}
