/** How the shell in which a command was written quotes and continues lines. */
type Quoting = "posix" | "cmd" | "powershell"

/**
 * The words of one command, as its shell would hand them over; nothing is run and no variable is filled in. What follows
 * an unquoted `|`, `;`, `&` or `>` belongs to other commands. Undefined: a quote is not closed.
 */
export function commandWords(text: string): string[] | undefined {
  return wordsIn(text, quotingOf(text))
}

function wordsIn(text: string, quoting: Quoting): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let at = 0
  while (at < text.length) {
    const char = text[at] ?? ""
    const joined = continuation(text, at, quoting)
    if (joined > 0) {
      at += joined
      continue
    }
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
      // A line that is not continued is the end of the command.
      if (char === "\n" && words.length > 0) return words
      at++
      continue
    }
    if (/[|;&<>]/.test(char)) break
    const part = quoted(text, at, quoting) ?? escaped(text, at, quoting) ?? { text: char, end: at + 1 }
    if (part.end > text.length) return undefined
    word = (word ?? "") + part.text
    at = part.end
  }
  if (word !== undefined) words.push(word)
  return words
}

interface Part {
  text: string
  /** Where it goes on; beyond the text's length: its quote is not closed. */
  end: number
}

/** Each shell continues a line by a mark of its own; only the first line is looked at, and only where no quote is open. */
function quotingOf(text: string): Quoting {
  const [line = ""] = text.split(/\r?\n/, 1)
  const mark = /(?:^|\s)([`^])$/.exec(line)?.[1]
  if (mark === "^" || /^\s*\^"/.test(line)) return "cmd"
  return mark === "`" && wordsIn(line, "posix") ? "powershell" : "posix"
}

const continues: Record<Quoting, RegExp> = {
  posix: /\\\r?\n/y,
  cmd: /\^\r?\n/y,
  powershell: /`\r?\n/y,
}

function continuation(text: string, at: number, quoting: Quoting): number {
  const mark = continues[quoting]
  mark.lastIndex = at
  return mark.exec(text)?.[0].length ?? 0
}

function quoted(text: string, at: number, quoting: Quoting): Part | undefined {
  if (quoting !== "cmd" && text[at] === "'") return single(text, at, quoting)
  if (quoting === "posix" && text.startsWith("$'", at)) return ansi(text, at + 2)
  if (text[at] === '"') return double(text, at + 1, quoting)
  // Copied out of a browser for cmd: quotes that are escaped themselves, with carets inside them.
  if (quoting === "cmd" && text.startsWith('^"', at)) return carets(text, at + 2)
  return undefined
}

function single(text: string, at: number, quoting: Quoting): Part {
  let value = ""
  for (let from = at + 1; ; ) {
    const end = text.indexOf("'", from)
    if (end < 0) return { text: "", end: text.length + 1 }
    value += text.slice(from, end)
    if (quoting !== "powershell" || text[end + 1] !== "'") return { text: value, end: end + 1 }
    value += "'"
    from = end + 2
  }
}

function double(text: string, start: number, quoting: Quoting): Part {
  let value = ""
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? ""
    const next = text[at + 1] ?? ""
    if (char === '"') {
      if (quoting === "posix" || next !== '"') return { text: value, end: at + 1 }
      value += '"'
      at++
    } else if (char === "\\" && quoting !== "powershell" && escapable(next, quoting)) {
      if (next !== "\n") value += next
      at++
    } else if (char === "\\" && quoting === "powershell" && next === '"') {
      value += '"'
      at++
    } else if (char === "`" && quoting === "powershell" && next !== "") {
      value += powershellEscapes[next] ?? next
      at++
    } else value += char
  }
  return { text: "", end: text.length + 1 }
}

/** In double quotes a backslash stands for itself before other characters: JSON's `\\n` arrives as it was written. */
const escapable = (char: string, quoting: Quoting) =>
  quoting === "posix" ? /["\\$`\n]/.test(char) : /["\\]/.test(char)

const powershellEscapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "0": "\0" }

function carets(text: string, start: number): Part {
  let value = ""
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('^\\^"', at)) {
      value += '"'
      at += 3
    } else if (text.startsWith('^"', at)) return { text: value, end: at + 2 }
    else if (text[at] === "^") {
      at++
      if (text[at] === "\r") at++
      value += text[at] ?? ""
    } else value += text[at]
  }
  return { text: "", end: text.length + 1 }
}

const ansiEscapes: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
}

/** Bash's `$'...'`. */
function ansi(text: string, start: number): Part {
  let value = ""
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? ""
    if (char === "'") return { text: value, end: at + 1 }
    if (char !== "\\") {
      value += char
      continue
    }
    const [whole, code] = /^(?:u([0-9a-f]{1,4})|x[0-9a-f]{1,2})/i.exec(text.slice(at + 1, at + 6)) ?? []
    const next = text[at + 1] ?? ""
    if (whole === undefined) value += ansiEscapes[next] ?? next
    else value += String.fromCharCode(Number.parseInt(code ?? whole.slice(1), 16))
    at += whole?.length ?? 1
  }
  return { text: "", end: text.length + 1 }
}

function escaped(text: string, at: number, quoting: Quoting): Part | undefined {
  const mark = { posix: "\\", cmd: "^", powershell: "`" }[quoting]
  if (text[at] === mark && at + 1 < text.length) return { text: text[at + 1] ?? "", end: at + 2 }
  if (quoting === "cmd" && text.startsWith('\\"', at)) return { text: '"', end: at + 2 }
  return undefined
}
