const paragraph =
  "The **exposure** of a picture is how much light it gets, and `aperture` is one of three ways to change it. "
const blocks = [
  "## A heading of this part\n\n",
  paragraph.repeat(3),
  "\n\n- first point of a list\n- second point with *emphasis*\n- third point with a [link](https://example.org)\n\n",
  paragraph.repeat(2),
  "\n\n| setting | low | high |\n| --- | --- | --- |\n| temperature | 0.2 | 1.5 |\n| top_p | 0.5 | 1 |\n\n",
  "```ts\nexport function expose(stops: number): number {\n  return 2 ** stops // one stop doubles the light\n}\n```\n\n",
  "1. measure\n2. choose\n3. press\n\n> A quotation that goes over a line.\n\n",
]

/**
 * So many tokens of markdown, each ending in its number between two marks that no text holds (⟦n⟧), every fiftieth
 * visible in a paragraph: by it a token is found again on the page.
 */
export function markdownTokens(count: number): string[] {
  const tokens: string[] = []
  for (let block = 0; tokens.length < count; block++) {
    const pieces = (blocks[block % blocks.length] ?? "").match(/\s*\S+\s*?|\s+/g) ?? []
    for (const piece of pieces) {
      if (tokens.length >= count) break
      const plain = block % blocks.length === 1 || block % blocks.length === 3
      tokens.push(plain && tokens.length % 10 === 0 ? `${piece} ⟦${tokens.length}⟧ ` : piece)
    }
  }
  return tokens
}
