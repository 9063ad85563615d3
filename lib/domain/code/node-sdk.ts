import { jsString } from "./literals.ts"
import { nodeAddress, nodeEnv, nodeToken } from "./node-http.ts"
import { type AskContext, hasTools, isImage, type NamedRequest, type SdkCall, sdkCall } from "./snippet.ts"
import { jsStyle, writeValue } from "./write-value.ts"

const methods: Record<SdkCall, string> = {
  "/chat/completions": "chat.completions.create",
  "/completions": "completions.create",
  "/images/generations": "images.generate",
  "/images/edits": "images.edit",
}

/** A function that sends one request by OpenAI's SDK, which sends fields that it does not know too. */
export function nodeSdkAsk(request: NamedRequest, { files, isTest }: AskContext): string {
  const { auth, body, id, url, stream } = request
  const found = sdkCall(url)
  if (!found) return ""
  const { base, call } = found
  const key =
    auth.kind === "bearer" ? nodeEnv(auth.key) : auth.kind === "oauth2" ? nodeToken(auth, "    ") : '"none"'
  const value =
    body.kind === "json"
      ? writeValue(body.value, jsStyle, files, "  ")
      : `{\n${[
          ...body.files.map(({ name, file }) => {
            const opened = `createReadStream(${jsString(file)})`
            if (name === "mask") return `mask: ${opened}`
            return `image: ${name === "image[]" ? `[${opened}]` : opened}`
          }),
          ...body.fields.map(
            (field) => `${jsStyle.key(field.name)}: ${writeValue(field.value, jsStyle, [], "    ")}`,
          ),
        ]
          .map((line) => `    ${line},\n`)
          .join("")}  }`
  return [
    `async function${stream ? "*" : ""} ask${id.toUpperCase()}() {`,
    "  const client = new OpenAI({",
    `    apiKey: ${key},`,
    `    baseURL: ${nodeAddress(base)},`,
    // It sends the key of nobody too, and some servers refuse a key that they do not know.
    ...(auth.kind === "none" ? ["    defaultHeaders: { Authorization: null },"] : []),
    "  })",
    `  const answer = await client.${methods[call]}(${value})`,
    ...answerLines(request, !isTest && hasTools(request)).map((line) => `  ${line}`),
    "}",
  ].join("\n")
}

function answerLines(request: NamedRequest, calls: boolean): string[] {
  const { answer, stream } = request
  if (isImage(request))
    return stream
      ? ["for await (const event of answer)", `  if (event.type.endsWith(".completed")) yield event.b64_json`]
      : ["return answer.data.map((image) => image.b64_json)"]
  const text = answer === "completion" ? "text" : stream ? "delta?.content" : "message.content"
  if (stream)
    return [
      "for await (const chunk of answer)",
      `  for (const choice of chunk.choices)${calls ? " {" : ""}`,
      `    yield choice.${text} ?? ""`,
      ...(calls
        ? [
            "    for (const { function: called = {} } of choice.delta?.tool_calls ?? [])",
            `      yield \`\${called.name ? \`\\n\${called.name} \` : ""}\${called.arguments ?? ""}\``,
            "  }",
          ]
        : []),
    ]
  if (!calls) return [`return answer.choices[0].${text} ?? ""`]
  return [
    "const { content, tool_calls: calls = [] } = answer.choices[0].message",
    `const lines = (calls ?? []).map((call) => \`\${call.function.name} \${call.function.arguments}\`)`,
    `return [content ?? "", ...lines].join("\\n")`,
  ]
}
