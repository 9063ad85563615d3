/** The named characters that models write; others stay as they are written. */
const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  plusmn: "±",
  times: "×",
  divide: "÷",
  middot: "·",
  bull: "•",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  larr: "←",
  uarr: "↑",
  rarr: "→",
  darr: "↓",
  rArr: "⇒",
  ne: "≠",
  le: "≤",
  ge: "≥",
  infin: "∞",
  euro: "€",
  pound: "£",
  yen: "¥",
  para: "¶",
  sect: "§",
  check: "✓",
  emsp: "\u2003",
  ensp: "\u2002",
  thinsp: "\u2009",
}

/** Turns `&amp;`, `&#39;` and `&#x27;` into the characters that they stand for. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (all, decimal, hex, name) => {
      if (name) return named[name] ?? all
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : "\ufffd"
    },
  )
}

/** The address of a link if it leads where a link may lead, else undefined: web pages and mail only. */
export function safeAddress(href: string): string | undefined {
  const address = decodeEntities(href).trim()
  if (/^mailto:[^\s]+$/i.test(address)) return address
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address).href : undefined
}
