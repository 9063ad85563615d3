import {
  isChineseId,
  isCreditCard,
  isIban,
  isPhone,
  isSocialSecurityNumber,
} from "#lib/domain/sensitive-numbers"

/** What a stretch of text looks like. */
export const sensitiveKinds = [
  "private_key",
  "api_key",
  "token",
  "password",
  "email",
  "chinese_id",
  "iban",
  "card",
  "ssn",
  "phone",
] as const
export type SensitiveKind = (typeof sensitiveKinds)[number]

/** Something that should perhaps not leave. `start` and `end` count UTF-16 units. */
export interface SensitiveFind {
  kind: SensitiveKind
  start: number
  end: number
  text: string
}

interface Pattern {
  kind: SensitiveKind
  /** Each repetition has a bound or cannot overlap its neighbour: the search stays linear in the text. */
  regex: RegExp
  accepts?: (match: string) => boolean
}

const hasDigit = (text: string) => /\d/.test(text)

/**
 * In the order in which they are believed: of two that overlap the earlier one counts. The shapes are those that the
 * providers publish for their keys and that secret scanners look for; numbers must also pass their checksums.
 */
const patterns: Pattern[] = [
  {
    kind: "private_key",
    regex:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,20000}-----END [A-Z0-9 ]{0,60}-----)?/g,
  },
  // A JSON Web Token (RFC 7519): its header is JSON, which base64url begins with eyJ.
  { kind: "token", regex: /\beyJ[\w-]{6,4000}\.[\w-]{6,8000}\.[\w-]{6,2000}/g },
  // OpenAI, DeepSeek, Anthropic, OpenRouter ...
  { kind: "api_key", regex: /\bsk-[\w-]{16,300}/g },
  // Stripe; Google; Slack; Hugging Face; npm; GitLab; Groq; Replicate; SendGrid.
  {
    kind: "api_key",
    regex:
      /\b(?:[spr]k_(?:live|test)_[A-Za-z0-9]{16,200}|AIza[\w-]{35}|xox[abeprs]-[\w-]{10,200}|hf_[A-Za-z0-9]{30,60}|npm_[A-Za-z0-9]{36}|glpat-[\w-]{20,60}|gsk_[A-Za-z0-9]{40,80}|r8_[A-Za-z0-9]{37}|SG\.[\w-]{16,40}\.[\w-]{30,60})/g,
  },
  // AWS; Alibaba Cloud; Tencent Cloud.
  {
    kind: "api_key",
    regex: /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|LTAI[A-Za-z0-9]{12,26}|AKID[A-Za-z0-9]{16,44})\b/g,
  },
  { kind: "token", regex: /\b(?:gh[opsur]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})/g },
  {
    kind: "token",
    regex: /\b(?:bearer|basic)\s{1,4}[A-Za-z0-9._~+/-]{16,4000}={0,2}/gi,
    accepts: hasDigit,
  },
  // user:password@host in an address.
  { kind: "password", regex: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{1,100}:[^\s:@/]{1,200}@(?=[\w[])/gi },
  {
    kind: "password",
    regex:
      /(?:pass(?:word|wd|phrase)|pwd|secret(?:[_-]?key)?|(?:api|access)[_-]?key|密码|密钥|口令)["']?\s{0,4}(?:[:=：]|是|为)\s{0,4}["']?[^\s"'，。；,;{}<>]{6,200}/gi,
    accepts: (match) => /[\d!@#$%^&*]/.test(match.replace(/^.*?(?:[:=：]|是|为)/, "")),
  },
  { kind: "email", regex: /[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi },
  { kind: "chinese_id", regex: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, accepts: isChineseId },
  { kind: "iban", regex: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, accepts: isIban },
  { kind: "card", regex: /(?<![\d.])[2-6](?:[ -]?\d){12,18}(?![\d.]*\d)/g, accepts: isCreditCard },
  { kind: "ssn", regex: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g, accepts: isSocialSecurityNumber },
  // Chinese mobiles; Chinese fixed lines; +country; (555) 123-4567.
  { kind: "phone", regex: /(?<![\d.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.]*\d)/g },
  { kind: "phone", regex: /(?<![\d.-])0\d{2,3}-\d{7,8}(?![\d-])/g },
  {
    kind: "phone",
    regex: /(?<![\w+])\+[1-9](?:[ .()-]{0,2}\d){6,14}(?!\d)/g,
    accepts: isPhone,
  },
  { kind: "phone", regex: /(?<![\d.-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-]|\.\d)/g },
]

/**
 * What in a text looks like a secret or personal data, in the order of the text. It errs on the side of asking: what is
 * found is shown to the person, who decides.
 */
export function findSensitive(text: string): SensitiveFind[] {
  // Full-width letters and digits, as Chinese input writes them, count as what they stand for; the length stays.
  const plain = text.replace(/[\uff01-\uff5e]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0xfee0),
  )
  const finds: SensitiveFind[] = []
  const taken = new Uint8Array(plain.length)
  for (const { kind, regex, accepts } of patterns)
    for (const { 0: match, index: start } of plain.matchAll(regex)) {
      const end = start + match.length
      if (taken.subarray(start, end).includes(1) || (accepts && !accepts(match))) continue
      taken.fill(1, start, end)
      finds.push({ kind, start, end, text: text.slice(start, end) })
    }
  return finds.sort((a, b) => a.start - b.start)
}
