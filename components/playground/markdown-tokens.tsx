import type { MarkedToken, Token, Tokens } from "marked"
import { memo, type ReactNode } from "react"
import { decodeEntities, safeAddress } from "#lib/client/markdown-entities"
import { CodeBlock } from "./code-block"

/** One block token of marked as an element. `open`: more of it may come. The same token renders once. */
export const BlockToken = memo(function BlockToken({
  token,
  open = false,
}: {
  token: Token
  open?: boolean
}): ReactNode {
  const block = token as MarkedToken
  switch (block.type) {
    case "heading": {
      // The page has headings of its own above; an answer's begin at level 3.
      const Heading = headings[block.depth - 1] ?? "h6"
      return <Heading className={headingSizes[block.depth - 1]}>{inline(block.tokens)}</Heading>
    }
    case "paragraph":
      return <p>{inline(block.tokens)}</p>
    case "text":
      return block.tokens ? inline(block.tokens) : decodeEntities(block.text)
    case "code":
      return <CodeBlock code={block.text} language={languageOf(block.lang)} open={open} />
    case "blockquote":
      return <blockquote>{blocks(block.tokens)}</blockquote>
    case "list":
      return <List list={block} />
    case "table":
      return <Table table={block} />
    case "hr":
      return <hr />
    case "html":
      return <p className="whitespace-pre-wrap">{block.text.trimEnd()}</p>
    case "space":
    case "def":
    case "checkbox":
      return null
    default:
      return <p className="whitespace-pre-wrap">{block.raw}</p>
  }
})

const headings = ["h3", "h4", "h5", "h6", "h6", "h6"] as const
const headingSizes = ["text-[20px]!", "text-[17px]!", "text-[15px]!"]

function languageOf(info: string | undefined): string {
  return /^[^\s{]+/.exec(info ?? "")?.[0] ?? ""
}

function blocks(tokens: Token[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: tokens of one block have no identity beyond their place.
  return tokens.map((token, index) => <BlockToken key={index} token={token} />)
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    <li key={index} className={item.task ? "-ml-5 list-none" : undefined}>
      {item.task ? (
        <input
          type="checkbox"
          checked={item.checked ?? false}
          readOnly
          disabled
          aria-label={item.text}
          className="mr-2 align-[-1px]"
        />
      ) : null}
      {item.task && item.tokens[0]?.type === "paragraph" ? inline(item.tokens[0].tokens ?? []) : null}
      {blocks(item.task && item.tokens[0]?.type === "paragraph" ? item.tokens.slice(1) : item.tokens)}
    </li>
  ))
  return list.ordered ? <ol start={list.start === "" ? 1 : list.start}>{items}</ol> : <ul>{items}</ul>
}

function Table({ table }: { table: Tokens.Table }) {
  const cells = (row: Tokens.TableCell[], Cell: "th" | "td") =>
    row.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Cell key={index} style={cell.align ? { textAlign: cell.align } : undefined}>
        {inline(cell.tokens)}
      </Cell>
    ))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard.
    <table tabIndex={0}>
      <thead>
        <tr>{cells(table.header, "th")}</tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <tr key={index}>{cells(row, "td")}</tr>
        ))}
      </tbody>
    </table>
  )
}

function inline(tokens: Token[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
  return tokens.map((token, index) => <InlineToken key={index} token={token} />)
}

function InlineToken({ token }: { token: Token }): ReactNode {
  const part = token as MarkedToken
  switch (part.type) {
    case "text":
      return part.tokens ? inline(part.tokens) : decodeEntities(part.text)
    case "escape":
      return part.text
    case "strong":
      return <strong>{inline(part.tokens)}</strong>
    case "em":
      return <em>{inline(part.tokens)}</em>
    case "del":
      return <del>{inline(part.tokens)}</del>
    case "codespan":
      return <code>{part.text}</code>
    case "br":
      return <br />
    case "link":
      return <ExternalLink href={part.href}>{inline(part.tokens)}</ExternalLink>
    case "image":
      // Not loaded: a picture's address can carry away what the answer says.
      return <ExternalLink href={part.href}>{part.text || part.href}</ExternalLink>
    case "html":
      return /^<br\s*\/?>$/i.test(part.text) ? <br /> : part.text
    case "checkbox":
      return null
    default:
      return part.raw
  }
}

function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  const address = safeAddress(href)
  return address ? (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )
}
