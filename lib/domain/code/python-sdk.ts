import { pythonString } from "./literals.ts"
import { pythonAddress, pythonEnv, pythonToken } from "./python-http.ts"
import { type AskContext, hasTools, isImage, type NamedRequest, type SdkCall, sdkCall } from "./snippet.ts"
import { pythonStyle, writeValue } from "./write-value.ts"

const methods: Record<SdkCall, string> = {
  "/chat/completions": "chat.completions.create",
  "/completions": "completions.create",
  "/images/generations": "images.generate",
  "/images/edits": "images.edit",
}

const common = ["model", "stream", "user", "n"]
const sampling = [
  "frequency_penalty",
  "logit_bias",
  "logprobs",
  "max_tokens",
  "presence_penalty",
  "seed",
  "stop",
  "stream_options",
  "temperature",
  "top_p",
]
const pictures = [
  "background",
  "output_compression",
  "output_format",
  "partial_images",
  "prompt",
  "quality",
  "response_format",
  "size",
]

/** The arguments that the SDK knows; others go through `extra_body`. */
const known: Record<SdkCall, ReadonlySet<string>> = {
  "/chat/completions": new Set([
    ...common,
    ...sampling,
    "max_completion_tokens",
    "messages",
    "parallel_tool_calls",
    "reasoning_effort",
    "response_format",
    "tool_choice",
    "tools",
    "top_logprobs",
  ]),
  "/completions": new Set([...common, ...sampling, "best_of", "echo", "prompt", "suffix"]),
  "/images/generations": new Set([...common, ...pictures, "moderation", "style"]),
  "/images/edits": new Set([...common, ...pictures, "input_fidelity"]),
}

/** A function that sends one request by OpenAI's SDK and gives its text, or its images in base64. */
export function pythonSdkAsk(request: NamedRequest, { files, isTest }: AskContext): string {
  const { auth, body, id, url } = request
  const found = sdkCall(url)
  if (!found) return ""
  const { base, call } = found
  const key =
    auth.kind === "bearer"
      ? pythonEnv(auth.key)
      : auth.kind === "oauth2"
        ? pythonToken(auth, "        ")
        : '"none"'
  const fields: [string, unknown][] =
    body.kind === "json"
      ? Object.entries(wellFormed(body.value))
      : body.fields.map(({ name, value }) => [name, formValue(value)])
  const given = fields
    .filter(([name]) => known[call].has(name))
    .map(([name, value]) => `${name}=${writeValue(value, pythonStyle, files, "        ")}`)
  // It sends the key of nobody too, and some servers refuse a key that they do not know.
  if (auth.kind === "none") given.push('extra_headers={"Authorization": Omit()}')
  const extra = fields.filter(([name]) => !known[call].has(name))
  if (extra.length > 0)
    given.push(`extra_body=${writeValue(Object.fromEntries(extra), pythonStyle, files, "        ")}`)
  return [
    `def ask${id && `_${id}`}():`,
    `    client = OpenAI(`,
    `        api_key=${key},`,
    `        base_url=${pythonAddress(base)},`,
    `    )`,
    `    answer = client.${methods[call]}(`,
    ...[...fileArguments(request), ...given].map((one) => `        ${one},`),
    `    )`,
    ...answerLines(request, !isTest && hasTools(request)).map((line) => `    ${line}`),
  ].join("\n")
}

/** The SDK cannot send half a character, as JSON can. */
function wellFormed(value: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(value, (_, item) => (typeof item === "string" ? item.toWellFormed() : item))
  return JSON.parse(text)
}

/** What a form says in words is a value of JSON to the SDK, unless it is a text. */
function formValue(text: string): unknown {
  return /^(true|false|-?\d+(\.\d+)?)$/.test(text) ? JSON.parse(text) : text
}

function fileArguments({ body }: NamedRequest): string[] {
  if (body.kind === "json") return []
  const opened = (file: string) => `open(${pythonString(file)}, "rb")`
  return body.files.map(({ name, file }) =>
    name === "mask"
      ? `mask=${opened(file)}`
      : name === "image[]"
        ? `image=[${opened(file)}]`
        : `image=${opened(file)}`,
  )
}

function answerLines(request: NamedRequest, calls: boolean): string[] {
  const { answer, stream } = request
  if (isImage(request))
    return stream
      ? [`for event in answer:`, `    if event.type.endswith(".completed"):`, `        yield event.b64_json`]
      : [`return [image.b64_json for image in answer.data]`]
  if (stream)
    return [
      "for chunk in answer:",
      "    for choice in chunk.choices:",
      answer === "completion"
        ? '        yield choice.text or ""'
        : '        yield choice.delta.content or ""',
      ...(calls
        ? [
            "        for call in choice.delta.tool_calls or []:",
            '            yield "\\n" + call.function.name + " " if call.function.name else ""',
            '            yield call.function.arguments or ""',
          ]
        : []),
    ]
  if (answer === "completion") return ["return answer.choices[0].text"]
  if (!calls) return ['return answer.choices[0].message.content or ""']
  return [
    "message = answer.choices[0].message",
    "calls = [call.function for call in message.tool_calls or []]",
    'lines = [call.name + " " + call.arguments for call in calls]',
    'return "\\n".join([message.content or "", *lines])',
  ]
}
