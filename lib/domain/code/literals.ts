/** Characters that nobody sees, some of which turn the order of others round; joiners make emoji, and stay. */
const unseen = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`

/** Escapes as JSON, JavaScript and Java have them. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join("")

/** JSON over several lines, in which nothing is unseen; a line end in it stands between values only. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(unseen, escaped)
}

/** A text in double quotes, as JavaScript reads it. */
export const jsString = (text: string): string => JSON.stringify(text).replace(unseen, escaped)

/**
 * A text in double quotes, as Java reads it: where Java reads escapes first, JSON writes none that would end it. After half
 * a character javac takes a backslash for the other half (17 and later), so that a new literal begins there.
 */
export const javaString = (text: string): string =>
  text
    .split(/(?<=\p{Cs})/u)
    .map(jsString)
    .join(" + ")

/** A text in double quotes, as Python reads it: there a character beyond the first plane is one, not two. */
export const pythonString = (text: string): string =>
  JSON.stringify(text).replace(unseen, (character) =>
    character.length === 1
      ? unit(character.charCodeAt(0))
      : `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  )

/** A text in single quotes, as every shell reads it. A shell has no word for U+0000: it goes. */
export const shellString = (text: string): string => `'${text.replaceAll("\0", "").replaceAll("'", "'\\''")}'`

/** A text block of Java (15 and later), its lines at this indentation. */
export function javaTextBlock(text: string, indent: string): string {
  const inner = text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"""')
  return `"""\n${indented(inner, indent)}"""`
}

/** Every line at this indentation. */
export const indented = (text: string, indent: string): string => text.replaceAll(/^(?!$)/gm, indent)

/**
 * One line of a comment: what somebody named anything must not end it. Java reads escapes in comments too, hence `\`
 * twice.
 */
export const commentText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ")
    .replaceAll("\\", "\\\\")
    .trim()

/** Code without what stands in its texts: what it names is to be found, not what somebody has written. */
export const withoutTexts = (code: string): string =>
  code.replaceAll(/"""[\s\S]*?(?<!\\)"""|"(?:[^"\\\n]|\\.)*"/g, '""')

/** A name as a title that a program prints: what nobody sees of it is left out. */
export const titleText = (name: string): string =>
  `== ${name.replaceAll(/[\n\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim()} ==`
