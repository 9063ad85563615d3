import traditionalToSimplified from "opencc-js/dict/TSCharacters"

/** Traditional characters and their simplified forms, one for one: what changes the length could not be mapped back. */
const simplified = new Map(
  traditionalToSimplified.split("|").flatMap((line) => {
    const [from = "", to = ""] = line.split(" ")
    return isOneCharacter(from) && isOneCharacter(to) ? [[from, to] as const] : []
  }),
)

function isOneCharacter(text: string): boolean {
  return text !== "" && [...text].length === 1
}

/** The simplified form of a character; any other comes back as it is. */
export function toSimplified(character: string): string {
  return simplified.get(character) ?? character
}
