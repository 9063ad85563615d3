import type { CodeAddress } from "./code-request.ts"
import { commentText, jsonText, shellString, titleText } from "./literals.ts"
import {
  type CodeSource,
  hasAuth,
  isImage,
  type NamedRequest,
  namedRequests,
  readsBase64,
  variablesOf,
} from "./snippet.ts"
import type { FileTokens } from "./write-value.ts"

/** Commands for bash that send these requests by curl; one alone, where nothing has to be made ready for it. */
export function curlCode(source: CodeSource): string {
  const requests = namedRequests(source)
  const [only] = requests
  const isPlain = requests.length === 1 && only && !needsScript(only, source.files)
  const variables = variablesOf(requests)
  const comments = [
    ...requests.map(({ name, model, connection }) => commentText(`${name}: ${model} (${connection})`)),
    ...(variables.length > 0 ? [`Set in the environment: ${variables.join(", ")}`] : []),
    ...(source.files.length > 0 ? [`Reads: ${source.files.map(({ name }) => name).join(", ")}`] : []),
  ].map((line) => `# ${line}`)
  if (isPlain) return `${comments.join("\n")}\n${curlCommand(only, source.files)}\n`
  return [
    ["#!/usr/bin/env bash", ...comments, "set -euo pipefail", ...variables.map(demand)].join("\n"),
    ...helpers(requests, source.files),
    ...requests.map((request) => {
      const title = requests.length > 1 ? [`echo ${shellString(titleText(request.name))}`] : []
      const last = requests.length > 1 && !isImage(request) ? ["echo"] : []
      return [...title, curlCommand(request, source.files), ...last].join("\n")
    }),
  ]
    .join("\n\n")
    .concat("\n")
}

const demand = (name: string): string => `: "\${${name}:?Set it in the environment.}"`

const needsScript = (request: NamedRequest, files: FileTokens): boolean =>
  request.auth.kind === "hmac" ||
  request.auth.kind === "oauth2" ||
  isImage(request) ||
  readsBase64(request, files)

function helpers(requests: NamedRequest[], files: FileTokens): string[] {
  const isMade = requests.some(
    (request) =>
      request.auth.kind === "hmac" ||
      readsBase64(request, files) ||
      (isImage(request) && request.body.kind === "json"),
  )
  return [
    ...(isMade ? [`body=$(mktemp)\ntrap 'rm -f "$body"' EXIT`] : []),
    ...(hasAuth(requests, "hmac") ? [signature] : []),
    ...(hasAuth(requests, "oauth2") ? [accessToken] : []),
    ...(requests.some((request) => isImage(request)) ? [save] : []),
  ]
}

const signature = `# Signs the body (HMAC-SHA256 over time, method, path and its very bytes): signature TIME URL SECRET-KEY
signature() {
  { printf '%s' "$1POST/\${2#*://*/}"; cat "$body"; } | openssl dgst -sha256 -hmac "$3" | sed 's/^.* //'
}`

const accessToken = `# An access token by the client credentials grant of OAuth 2.0: access_token URL CLIENT-ID CLIENT-SECRET SCOPE
access_token() {
  curl --silent --show-error --fail-with-body "$1" \\
    --data-urlencode grant_type=client_credentials \\
    --data-urlencode "client_id=$2" \\
    --data-urlencode "client_secret=$3" \\
    \${4:+--data-urlencode "scope=$4"} |
    tr -d '\\n' | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p'
}`

const save = `# Writes images (base64, one a line) to files: save NAME ENDING
save() {
  local number=0 image
  while read -r image; do
    number=$((number + 1))
    printf '%s' "$image" | base64 --decode > "$1-$number.$2"
    echo "$1-$number.$2"
  done
}`

const shellAddress = ({ base, text }: CodeAddress): string =>
  base === undefined ? shellString(text) : `"\${${base}%/}"${shellString(text)}`

function curlCommand(request: NamedRequest, files: FileTokens): string {
  const { url, auth, body, stream } = request
  const isSigned = auth.kind === "hmac"
  const hasFiles = readsBase64(request, files)
  const before: string[] = []
  const parts = [
    `curl --silent --show-error --fail-with-body${stream ? " --no-buffer" : ""} ${isSigned ? '"$url"' : shellAddress(url)}`,
  ]
  const header = (text: string) => parts.push(`--header ${text}`)
  if (body.kind === "json") header("'Content-Type: application/json'")
  if (stream) header("'Accept: text/event-stream'")
  if (auth.kind === "bearer") header(`"Authorization: Bearer $${auth.key}"`)
  if (auth.kind === "basic") parts.push(`--user "$${auth.user}:$${auth.password}"`)
  if (auth.kind === "oauth2") {
    const { tokenUrl, clientId, clientSecret, scope } = auth
    before.push(
      `token=$(access_token ${shellAddress(tokenUrl)} "$${clientId}" "$${clientSecret}" ${shellString(scope ?? "")})`,
    )
    header('"Authorization: Bearer $token"')
  }
  let input = ""
  if (body.kind === "form" && !isSigned)
    parts.push(
      ...body.fields.map(({ name, value }) => `--form-string ${shellString(`${name}=${value}`)}`),
      ...body.files.map(({ name, file }) => `--form ${shellString(`${name}=@${file};type=image/png`)}`),
    )
  else if (body.kind === "json" && !isSigned && !hasFiles && !isImage(request)) {
    parts.push("--data-binary @-")
    input = ` <<'JSON'\n${jsonText(body.value)}\nJSON`
  } else {
    before.push(body.kind === "json" ? writtenJson(body.value, files) : writtenForm(body))
    if (body.kind === "form") header(`'Content-Type: multipart/form-data; boundary=${boundary}'`)
    parts.push('--data-binary "@$body"')
  }
  if (isSigned) {
    before.push(`url=${shellAddress(url)}`, "time=$(date +%s)")
    header(`"X-DeepSeek-APIKey: $${auth.apiKey}"`)
    header('"X-DeepSeek-Timestamp: $time"')
    header(`"X-DeepSeek-Signature: $(signature "$time" "$url" "$${auth.secretKey}")"`)
  }
  return [...before, parts.join(" \\\n  ") + pipe(request) + input].join("\n")
}

/** What stands behind the command for images: their base64, one a line, into files. */
function pipe(request: NamedRequest): string {
  if (!isImage(request)) return ""
  const { answer, stream, stem, extension } = request
  const steps =
    answer === "webui"
      ? [`tr -d '\\n'`, `sed 's/.*"images" *: *\\[\\([^]]*\\)\\].*/\\1/'`, `grep -o '"[^"]*"'`, `tr -d '"'`]
      : [...(stream ? [`grep '\\.completed"'`] : []), `grep -o '"b64_json" *: *"[^"]*"'`, `cut -d '"' -f 4`]
  return ` |\n  ${[...steps, `save ${shellString(stem)} ${extension}`].join(" |\n  ")}`
}

/** Writes JSON to the file of the body; the content of files goes in as it is read. */
function writtenJson(value: unknown, files: FileTokens): string {
  const text = jsonText(value)
  const used = files.filter(({ token }) => text.includes(token))
  if (used.length === 0) return `cat > "$body" <<'JSON'\n${text}\nJSON`
  const pieces = text.split(new RegExp(`(${used.map(({ token }) => token).join("|")})`))
  const lines = pieces.map((piece) => {
    const file = used.find(({ token }) => token === piece)
    return file ? `base64 < ${shellString(file.name)} | tr -d '\\n'` : `printf '%s' ${shellString(piece)}`
  })
  return `{\n${lines.map((line) => `  ${line}\n`).join("")}} > "$body"`
}

const boundary = "bracket-5f2c9d8e7a614b03"

/** Writes a form to the file of the body, byte for byte: what is signed is what is sent. */
function writtenForm({ fields, files }: Extract<NamedRequest["body"], { kind: "form" }>): string {
  const head = (text: string) => `printf '%s\\r\\n' '--${boundary}' ${text} ''`
  const lines = [
    ...fields.flatMap(({ name, value }) => [
      head(shellString(`Content-Disposition: form-data; name="${name}"`)),
      `printf '%s\\r\\n' ${shellString(value)}`,
    ]),
    ...files.flatMap(({ name, file }) => [
      head(
        `${shellString(`Content-Disposition: form-data; name="${name}"; filename="${file}"`)} 'Content-Type: image/png'`,
      ),
      `cat ${shellString(file)}`,
      `printf '\\r\\n'`,
    ]),
    `printf '%s\\r\\n' '--${boundary}--'`,
  ]
  return `{\n${lines.map((line) => `  ${line}\n`).join("")}} > "$body"`
}
