import { Lexer, type Token, type Tokens, type TokensList } from "marked"

/** A block of a Markdown text. A block that is not `open` is never touched again, so its object can be compared. */
export interface MarkdownBlock {
  /** Place in the text, which is also its key. */
  key: number
  raw: string
  open: boolean
  /** One block token of marked; undefined where `raw` is to be shown as plain text because it is too large. */
  token: Token | undefined
}

export interface BlockSplitter {
  /** All blocks of the text so far; concatenated, their `raw` is the text (with \n line ends). */
  blocks: () => MarkdownBlock[]
  /** Takes more text. */
  append: (text: string) => void
  /** No more text comes: settles what is open. */
  finish: () => void
}

/** An open block of more than this is not lexed again and again, but shown as text until it closes. */
const longestOpenBlock = 32_000
/** A closed one of more than this stays text: its inline markup would take too long at once. */
const longestBlock = 200_000
/** A list of more than this is settled item by item. */
const longestOpenList = 2_000

const options = { gfm: true, breaks: true } as const
const openingFence = /^ {0,3}(`{3,}|~{3,})([^\n]*)\n/

/**
 * Splits a growing Markdown text into blocks, lexing the open end only: the cost of more text does not depend on
 * the text before it. A block is settled as soon as a later one has begun with a whole line, since no text that
 * follows can change it then. The one exception, links defined after their use, is mended by `finish`.
 */
export function createBlockSplitter(): BlockSplitter {
  let settled: MarkdownBlock[] = []
  let openText = ""
  let openBlocks: MarkdownBlock[] = []
  let links: TokensList["links"] = {}
  /** Where in `openText` to look on for the end of an open code block. */
  let fence: { close: RegExp; info: string; bodyStart: number; scanned: number } | undefined

  const lex = (text: string): TokensList => {
    const lexer = new Lexer(options)
    Object.assign(lexer.tokens.links, links)
    return lexer.lex(text)
  }

  const openBlock = (raw: string, token: Token | undefined, index: number): MarkdownBlock => ({
    key: settled.length + index,
    raw,
    open: true,
    token,
  })

  const settle = (raw: string, token: Token | undefined) => {
    settled.push({ key: settled.length, raw, open: false, token })
    // Definitions count once they are settled only: an address that is still being written is not one.
    if (raw.includes("]:") && token?.type !== "code") links = { ...lex(raw).links, ...links }
  }

  /** While a code block is open, its end is looked for line by line and nothing is lexed. */
  const continueFence = (): boolean => {
    if (!fence) {
      const opening = openingFence.exec(openText)
      const mark = opening?.[1]
      const info = (opening?.[2] ?? "").trim()
      if (!opening || !mark || (mark.startsWith("`") && info.includes("`"))) return false
      const length = opening[0].length
      fence = {
        close: new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`),
        info,
        bodyStart: length,
        scanned: length,
      }
    }
    for (;;) {
      const lineEnd = openText.indexOf("\n", fence.scanned)
      if (lineEnd === -1) break
      if (fence.close.test(openText.slice(fence.scanned, lineEnd))) {
        fence = undefined
        return false
      }
      fence.scanned = lineEnd + 1
    }
    const lastLine = openText.slice(fence.scanned)
    const text = openText.slice(fence.bodyStart, fence.close.test(lastLine) ? fence.scanned : undefined)
    const token: Tokens.Code = {
      type: "code",
      raw: openText,
      lang: fence.info,
      text: text.replace(/\n$/, ""),
    }
    openBlocks = [openBlock(openText, token, 0)]
    return true
  }

  const lexOpen = () => {
    if (openText === "") {
      openBlocks = []
      return
    }
    if (continueFence()) return
    const only = openBlocks.length === 1 ? openBlocks[0] : undefined
    if (
      only &&
      only.raw.length > longestOpenBlock &&
      !/\n[ \t]*\n/.test(openText.slice(only.raw.length - 1))
    ) {
      openBlocks = [openBlock(openText, undefined, 0)]
      return
    }
    const groups = groupsOf(lex(openText), openText)
    // A group is settled when the one after it can no longer turn out to belong to it.
    let start = 0
    let count = 0
    for (const [index, group] of groups.entries()) {
      const next = groups[index + 1]
      const nextStart = start + group.raw.length
      if (!next || !isParted(group, openText, nextStart)) break
      settle(group.raw, group.token)
      start = nextStart
      count += 1
    }
    let rest = groups.slice(count)
    openText = openText.slice(start)
    if (count > 0 && continueFence()) return
    const head = rest[0]
    if (head && rest.length === 1 && head.token?.type === "list" && head.raw.length > longestOpenList) {
      const itemsEnd = settleItems(head.token as Tokens.List)
      if (itemsEnd > 0) {
        openText = openText.slice(itemsEnd)
        rest = groupsOf(lex(openText), openText)
      }
    }
    openBlocks = rest.map(({ raw, token }, index) => openBlock(raw, token, index))
  }

  /** Settles all items of a list but the last two as a list of their own; returns the length of their text. */
  const settleItems = (list: Tokens.List): number => {
    const done = list.items.slice(0, -2)
    const lead = /^(?:[ \t]*\n)*/.exec(openText)?.[0] ?? ""
    const raw = lead + done.map((item) => item.raw).join("")
    if (done.length === 0 || !openText.startsWith(raw)) return 0
    settle(raw, { ...list, items: done, raw })
    return raw.length
  }

  return {
    blocks: () => [...settled, ...openBlocks],
    append(text) {
      openText += text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text
      lexOpen()
    },
    finish() {
      // What is open was lexed with all of its text: its tokens, and what is drawn of them, stay.
      const isLexed = fence === undefined && openBlocks.every(({ token }) => token !== undefined)
      const rest = isLexed || openText.length > longestBlock ? openBlocks : groupsOf(lex(openText), openText)
      for (const { raw, token } of rest) settle(raw, token)
      openText = ""
      openBlocks = []
      fence = undefined
      if (Object.keys(links).length > 0) settled = settled.map((block) => relink(block))
    },
  }

  /** Lexes a block again that may use a link defined after it. */
  function relink(block: MarkdownBlock): MarkdownBlock {
    if (!block.token || block.token.type === "code" || !block.raw.includes("[")) return block
    const [token, ...others] = lex(block.raw).filter(({ type }) => type !== "space")
    return token && others.length === 0 && token.type === block.token.type ? { ...block, token } : block
  }
}

interface Group {
  raw: string
  token: Token | undefined
}

/** True once more text after `nextStart` cannot join what begins there to the group before it. */
function isParted({ raw, token }: Group, text: string, nextStart: number): boolean {
  const lineEnd = text.indexOf("\n", nextStart)
  if (lineEnd === -1) return false
  // Right under a paragraph, a line may look like a table's head until the line after it is whole.
  const isTight = token?.type === "paragraph" && !/\n[ \t]*\n$/.test(raw)
  return !isTight || text.indexOf("\n", lineEnd + 1) !== -1
}

/** Each token with the blank lines after it (before it, at the beginning), as parts of the text. */
function groupsOf(tokens: Token[], text: string): Group[] {
  const groups: Group[] = []
  let lead = ""
  for (const token of tokens) {
    const last = groups.at(-1)
    if (token.type !== "space") {
      groups.push({ raw: lead + token.raw, token })
      lead = ""
    } else if (last) last.raw += token.raw
    else lead += token.raw
  }
  if (lead !== "") groups.push({ raw: lead, token: undefined })
  return exactly(groups, text)
}

/** Now and then marked tidies a token's `raw` (an empty list item, say): from there on all text goes to one group. */
function exactly(groups: Group[], text: string): Group[] {
  let at = 0
  let isExact = true
  return groups.map(({ raw, token }, index) => {
    const rest = text.slice(at)
    isExact &&= rest.startsWith(raw) && (index < groups.length - 1 || raw.length === rest.length)
    const own = isExact ? raw : rest
    at += own.length
    return { raw: own, token }
  })
}
