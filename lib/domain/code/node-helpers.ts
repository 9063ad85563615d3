import type { NodeLibrary } from "./node.ts"
import { hasAuth, isImage, type NamedRequest, readsBase64, variablesOf } from "./snippet.ts"
import type { FileTokens } from "./write-value.ts"

/** The functions that these requests need. */
export function nodeHelpers(library: NodeLibrary, requests: NamedRequest[], files: FileTokens): string[] {
  const byHand = library !== "openai"
  return [
    ...(variablesOf(requests).length > 0 ? [env] : []),
    ...(hasAuth(requests, "hmac") ? [signed] : []),
    ...(hasAuth(requests, "oauth2") ? [accessToken] : []),
    ...(library === "axios" ? [post] : []),
    ...(byHand && requests.some(({ stream }) => stream) ? [events] : []),
    ...(requests.some((request) => readsBase64(request, files)) ? [base64Of] : []),
    ...(requests.some(isImage) ? [save] : []),
  ]
}

const env = `function env(name) {
  const value = process.env[name]
  if (!value) throw new Error(\`Set \${name} in the environment.\`)
  return value
}`

const signed = `/** The headers that sign these very bytes: HMAC-SHA256 over time, method, path and body. */
function signed(method, url, body, apiKey, secretKey) {
  const { pathname, search } = new URL(url)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac("sha256", secretKey)
    .update(timestamp + method + pathname + search)
    .update(body)
    .digest("hex")
  return {
    "X-DeepSeek-APIKey": apiKey,
    "X-DeepSeek-Timestamp": timestamp,
    "X-DeepSeek-Signature": signature,
  }
}`

const accessToken = `/** An access token by the client credentials grant of OAuth 2.0. */
async function accessToken(url, clientId, clientSecret, more = {}) {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      ...more,
    }),
  })
  if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`)
  return (await response.json()).access_token
}`

const post = `/** Sends a request, and fails without showing what was sent: the errors of axios hold the key. */
async function post(url, body, headers, responseType) {
  const response = await axios
    .post(url, body, { headers, responseType, validateStatus: null })
    .catch((error) => {
      throw new Error(error.message)
    })
  if (response.status === 200) return response.data
  const answer = responseType === "stream" ? await text(response.data) : JSON.stringify(response.data)
  throw new Error(\`\${response.status}: \${answer}\`)
}`

const events = `/** The data of each server-sent event, read as JSON, up to [DONE]. */
async function* events(chunks) {
  const decoder = new TextDecoder()
  let rest = ""
  let data = []
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\\n")
    rest = lines.pop()
    for (const raw of lines) {
      const line = raw.replace(/\\r$/, "")
      if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""))
      else if (line === "" && data.length > 0) {
        const text = data.join("\\n")
        data = []
        if (text === "[DONE]") return
        const event = JSON.parse(text)
        if (event.error) throw new Error(JSON.stringify(event.error))
        yield event
      }
    }
  }
}`

const base64Of = `function base64Of(name) {
  return readFileSync(name).toString("base64")
}`

const save = `/** Writes images (base64), as they come, to files with their numbers in the name. */
async function save(images, name) {
  let number = 0
  for await (const image of Symbol.asyncIterator in images ? images : await images) {
    number += 1
    const path = name.replace("{number}", number)
    writeFileSync(path, Buffer.from(image, "base64"))
    console.log(path)
  }
}`
