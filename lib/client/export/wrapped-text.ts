/**
 * A text in lines that fit, broken where its language lets it, also inside of a word that is too long for one line.
 * What goes beyond the last line ends in an ellipsis.
 */
export function wrappedText(text: string, fits: (line: string) => boolean, mostLines: number): string[] {
  const lines: string[] = []
  let line = ""
  for (const piece of piecesOf(text, fits)) {
    if (line === "" || fits((line + piece).trimEnd())) {
      line += line === "" ? piece.trimStart() : piece
      continue
    }
    lines.push(line.trimEnd())
    line = piece.trimStart()
  }
  if (line.trim() !== "") lines.push(line.trimEnd())
  if (lines.length <= mostLines) return lines
  const kept = lines.slice(0, mostLines)
  kept.push(cutOff(kept.pop() ?? "", fits))
  return kept
}

const words = new Intl.Segmenter(undefined, { granularity: "word" })
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** Words, Chinese ones too; a word that fits into no line, character by character. Marks stay with what is before. */
function piecesOf(text: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = []
  for (const { segment, isWordLike } of words.segment(text.replace(/\s+/g, " ").trim())) {
    const before = pieces.at(-1)
    if (!isWordLike && segment !== " " && before !== undefined && before !== " ") {
      pieces[pieces.length - 1] = before + segment
    } else if (fits(segment)) pieces.push(segment)
    else pieces.push(...charactersOf(segment))
  }
  return pieces
}

function charactersOf(text: string): string[] {
  return [...characters.segment(text)].map(({ segment }) => segment)
}

function cutOff(line: string, fits: (line: string) => boolean): string {
  const left = charactersOf(line)
  while (left.length > 0 && !fits(`${left.join("")}…`)) left.pop()
  return `${left.join("").trimEnd()}…`
}
