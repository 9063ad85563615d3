import type { CodeAddress, CodeRequest } from "./code-request.ts"
import { pythonString } from "./literals.ts"
import { type AskContext, hasTools, isImage, type NamedRequest } from "./snippet.ts"
import { type FileTokens, pythonStyle, writeValue } from "./write-value.ts"

export const pythonEnv = (name: string): string => `os.environ[${pythonString(name)}]`

export const pythonAddress = ({ base, text }: CodeAddress): string =>
  base === undefined ? pythonString(text) : `${pythonEnv(base)}.rstrip("/") + ${pythonString(text)}`

/** The call that fetches an access token. */
export function pythonToken(auth: Extract<CodeRequest["auth"], { kind: "oauth2" }>, indent: string): string {
  const given = [
    pythonAddress(auth.tokenUrl),
    pythonEnv(auth.clientId),
    pythonEnv(auth.clientSecret),
    ...(auth.scope === undefined ? [] : [`scope=${pythonString(auth.scope)}`]),
  ]
  return `access_token(\n${given.map((one) => `${indent}    ${one},\n`).join("")}${indent})`
}

/** A function that sends one request by `requests` or `httpx` and gives its text, or its images in base64. */
export function pythonHttpAsk(
  library: "requests" | "httpx",
  request: NamedRequest,
  context: AskContext,
): string {
  const { stream, id } = request
  const sending = sendingLines(library, request, context)
  const answer = [
    `if response.status_code != 200:`,
    ...(stream && library === "httpx" ? ["    response.read()"] : []),
    `    raise RuntimeError(f"{response.status_code}: {response.text}")`,
    ...answerLines(library, request, context),
  ]
  const name = id && `_${id}`
  return [
    `def ask${name}():`,
    ...[...sending.lines, ...sending.around(answer)].map((line) => line && `    ${line}`),
  ].join("\n")
}

function sendingLines(library: "requests" | "httpx", request: NamedRequest, { files }: AskContext) {
  const { url, auth, body, stream } = request
  const isSigned = auth.kind === "hmac"
  const headers: [string, string][] = []
  if (body.kind === "json") headers.push(["Content-Type", '"application/json"'])
  if (stream) headers.push(["Accept", '"text/event-stream"'])
  if (auth.kind === "bearer") headers.push(["Authorization", `"Bearer " + ${pythonEnv(auth.key)}`])
  if (auth.kind === "oauth2") headers.push(["Authorization", `"Bearer " + token`])
  if (auth.kind === "basic")
    headers.push(["Authorization", `"Basic " + base64.b64encode(login.encode()).decode()`])
  const lines = [
    `url = ${pythonAddress(url)}`,
    ...(auth.kind === "oauth2" ? `token = ${pythonToken(auth, "")}`.split("\n") : []),
    ...(auth.kind === "basic" ? [`login = ${pythonEnv(auth.user)} + ":" + ${pythonEnv(auth.password)}`] : []),
    ...bodyLines(library, body, { files, isSigned }),
    headers.length === 0
      ? "headers = {}"
      : `headers = {\n${headers.map(([name, value]) => `    "${name}": ${value},\n`).join("")}}`,
    ...(isSigned && body.kind === "form" ? [`headers["Content-Type"] = form.headers["Content-Type"]`] : []),
    ...(isSigned
      ? [
          "headers.update(",
          `    signed("POST", url, body, ${pythonEnv(auth.apiKey)}, ${pythonEnv(auth.secretKey)})`,
          ")",
        ]
      : []),
  ].flatMap((line) => line.split("\n"))
  const content =
    body.kind === "json" || isSigned
      ? library === "requests"
        ? "data=body"
        : "content=body"
      : "data=fields, files=files"
  const given = `url, headers=headers, ${content}, timeout=600`
  const around = (answer: string[]): string[] => {
    if (!stream) return [`response = ${library}.post(${given})`, ...answer]
    const open =
      library === "requests" ? `requests.post(${given}, stream=True)` : `httpx.stream("POST", ${given})`
    return [`with ${open} as response:`, ...answer.map((line) => line && `    ${line}`)]
  }
  return { lines, around }
}

function bodyLines(
  library: "requests" | "httpx",
  body: CodeRequest["body"],
  { files, isSigned }: { files: FileTokens; isSigned: boolean },
): string[] {
  if (body.kind === "json")
    return [`body = json.dumps(${writeValue(body.value, pythonStyle, files)}).encode()`]
  const fields = body.fields.map(
    ({ name, value }) => `    ${pythonString(name)}: ${writeValue(value, pythonStyle, [], "    ")},\n`,
  )
  const parts = body.files.map(
    ({ name, file }) =>
      `    (${pythonString(name)}, (${pythonString(file)}, open(${pythonString(file)}, "rb"), "image/png")),\n`,
  )
  const made =
    library === "requests"
      ? [`form = requests.Request("POST", url, data=fields, files=files).prepare()`, "body = form.body"]
      : [`form = httpx.Request("POST", url, data=fields, files=files)`, "body = form.read()"]
  return [`fields = {\n${fields.join("")}}`, `files = [\n${parts.join("")}]`, ...(isSigned ? made : [])]
}

function answerLines(library: "requests" | "httpx", request: NamedRequest, { isTest }: AskContext): string[] {
  const { answer, stream } = request
  const chunks = library === "requests" ? "response.iter_content(None)" : "response.iter_bytes()"
  const calls = !isTest && hasTools(request)
  if (isImage(request)) {
    if (stream)
      return [
        `for event in events(${chunks}):`,
        `    if event.get("type", "").endswith(".completed"):`,
        `        yield event["b64_json"]`,
      ]
    return answer === "webui"
      ? [`return response.json()["images"]`]
      : [`return [image["b64_json"] for image in response.json()["data"]]`]
  }
  if (stream)
    return [
      `for event in events(${chunks}):`,
      `    for choice in event.get("choices") or []:`,
      ...(answer === "completion"
        ? [`        yield choice.get("text") or ""`]
        : [
            `        delta = choice.get("delta") or {}`,
            `        yield delta.get("content") or ""`,
            ...(calls
              ? [
                  `        for call in delta.get("tool_calls") or []:`,
                  `            function = call.get("function") or {}`,
                  `            yield "\\n" + function["name"] + " " if function.get("name") else ""`,
                  `            yield function.get("arguments") or ""`,
                ]
              : []),
          ]),
    ]
  if (answer === "completion") return [`return response.json()["choices"][0]["text"]`]
  if (!calls) return [`return response.json()["choices"][0]["message"]["content"] or ""`]
  return [
    `message = response.json()["choices"][0]["message"]`,
    `calls = [call["function"] for call in message.get("tool_calls") or []]`,
    `lines = [call["name"] + " " + call["arguments"] for call in calls]`,
    `return "\\n".join([message["content"] or "", *lines])`,
  ]
}
