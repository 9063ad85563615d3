import type { Mode, ProviderId } from "#lib/domain/connection"
import { connectionTemplates } from "#lib/domain/connection-templates"
import { jsonErrorPlace } from "#lib/domain/json-error"
import { commandWords } from "./curl-words.ts"
import type { ImportNote, ImportProblem } from "./import-result.ts"

/** A command as far as it is taken: its body, what its address says, and what was left out of it. */
export interface CurlCommand {
  body: unknown
  mode?: Mode
  provider?: ProviderId
  notes: ImportNote[]
}

/** Whether a line of a text begins with a curl command; what stands before it, such as `export KEY=...`, is passed over. */
export function isCurl(text: string): boolean {
  return start.test(text)
}

const start = /^[ \t]*(?:[$>%#][ \t]+|PS [^>\n]*>[ \t]*|[A-Za-z]:\\[^>\n]*>[ \t]*)?curl(?:\.exe)?(?=\s)/m

/** Options that are followed by a value, beyond those that are read: their values are no addresses. */
const withValue = new Set(
  (
    "-A -b -c -C -D -e -E -K -m -o -P -Q -r -t -T -w -x -y -Y -z " +
    "--user-agent --cookie --cookie-jar --connect-timeout --max-time --output --referer --proxy --proxy-user --retry " +
    "--retry-delay --retry-max-time --cert --key --cacert --capath --resolve --write-out --config --range --interface " +
    "--limit-rate --ciphers --connect-to --dump-header --max-redirs --noproxy --upload-file --tls-max --speed-time --speed-limit"
  ).split(" "),
)
const dataOptions = ["-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--json"]
const formOptions = ["-F", "--form", "--form-string", "--data-urlencode"]
const readOptions = new Set([
  ...dataOptions,
  ...formOptions,
  "-H",
  "--header",
  "-u",
  "--user",
  "--oauth2-bearer",
  "--aws-sigv4",
  "-X",
  "--request",
  "--url",
])

/** Headers that say how the body is written, or what the browser that it was copied from is like. */
const ordinary =
  /^(content-type|content-length|accept|accept-.*|user-agent|origin|referer|sec-.*|connection|host|cache-control|pragma|priority|dnt|te)$/
/** Headers that may hold a key; their names are told, their values are gone. */
const secret = /auth|key|token|secret|cookie|credential|signature|password/

/**
 * Reads a curl command, in the quoting of POSIX shells, cmd or PowerShell. Nothing is run or fetched, and no file is
 * opened; keys are dropped here and never leave this function.
 */
export function readCurl(text: string): CurlCommand | { problem: ImportProblem } {
  const [begun = ""] = start.exec(text) ?? []
  const words = commandWords(text.slice(text.search(start) + begun.length))
  if (!words) return { problem: { kind: "curl_quotes" } }
  const data: string[] = []
  const headers: string[] = []
  const keys = new Set<string>()
  let address: string | undefined
  for (const { option, value } of options(words)) {
    if (option === undefined || option === "--url") address ??= value
    else if (formOptions.includes(option)) return { problem: { kind: "curl_form" } }
    else if (option === "-H" || option === "--header") headers.push(value)
    else if (option === "-u" || option === "--user") keys.add("-u")
    else if (option === "--oauth2-bearer" || option === "--aws-sigv4") keys.add(option)
    else if (option === "-b" || option === "--cookie") keys.add("Cookie")
    else if (dataOptions.includes(option)) {
      if (value.startsWith("@") && option !== "--data-raw")
        return { problem: { kind: "curl_file", file: value.slice(1, 200) } }
      data.push(value)
    }
  }
  if (data.length === 0) return { problem: { kind: "curl_no_body" } }
  const joined = data.join("")
  const body = parsed(joined)
  if (body === undefined)
    return { problem: { kind: "curl_not_json", ...(jsonErrorPlace(joined) ?? { line: 1, column: 1 }) } }
  const place = placeOf(address ?? "")
  return { body: body.value, ...place.known, notes: [...headerNotes(headers, keys), ...place.notes] }
}

/** The command's options with their values, and its addresses as values without an option. */
function options(words: string[]): { option?: string; value: string }[] {
  const found: { option?: string; value: string }[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ""
    const [, long, given] = /^(--[a-z0-9-]+)=([\s\S]*)$/.exec(word) ?? []
    if (long !== undefined && given !== undefined) found.push({ option: long, value: given })
    else if (word.startsWith("--")) {
      const takes = readOptions.has(word) || withValue.has(word)
      found.push({ option: word, value: takes ? (words[++at] ?? "") : "" })
    } else if (word.startsWith("-") && word.length > 1) {
      // Letters may stand together; the first that takes a value takes the rest of the word, or the next one.
      const letters = [...word.slice(1)]
      const place = letters.findIndex(
        (letter) => readOptions.has(`-${letter}`) || withValue.has(`-${letter}`),
      )
      if (place < 0) continue
      const rest = letters.slice(place + 1).join("")
      found.push({ option: `-${letters[place]}`, value: rest === "" ? (words[++at] ?? "") : rest })
    } else found.push({ value: word })
  }
  return found
}

function parsed(text: string): { value: unknown } | undefined {
  // Older PowerShells want the quotes inside of quotes escaped.
  for (const attempt of [text, text.replaceAll('\\"', '"')])
    try {
      return { value: JSON.parse(attempt) }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  return undefined
}

function headerNotes(headers: string[], keys: Set<string>): ImportNote[] {
  const left = new Set<string>()
  for (const header of headers) {
    const name = (header.split(/[:;]/)[0] ?? "").trim().slice(0, 60)
    if (secret.test(name.toLowerCase())) keys.add(name)
    else if (name !== "" && !ordinary.test(name.toLowerCase())) left.add(name)
  }
  return [
    ...(keys.size > 0 ? [{ kind: "keysDropped" as const, names: [...keys] }] : []),
    ...(left.size > 0 ? [{ kind: "headersLeft" as const, names: [...left] }] : []),
  ]
}

/** What an address says: in which mode, and whose server. Names, passwords and queries in it go no further. */
function placeOf(address: string): { known: { mode?: Mode; provider?: ProviderId }; notes: ImportNote[] } {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`)
  if (!url) return { known: {}, notes: [] }
  const provider = connectionTemplates.find(
    ({ id, baseUrl, dialect }) =>
      id !== "deepseek-signed" &&
      dialect !== "sdwebui" &&
      baseUrl !== "" &&
      new URL(baseUrl).host === url.host,
  )?.provider
  const mode = modes.find(({ path }) => path.test(url.pathname))?.mode
  return {
    known: { ...(mode ? { mode } : {}), ...(provider ? { provider } : {}) },
    notes: [{ kind: "addressLeft", host: url.host.slice(0, 100) }],
  }
}

const modes: { path: RegExp; mode: Mode }[] = [
  { path: /\/chat\/completions\/?$/, mode: "chat" },
  { path: /\/completions\/?$/, mode: "completion" },
  { path: /\/images\/generations\/?$|\/(?:txt2img|img2img)\/?$/, mode: "image" },
]
