import { dataUrlOf } from "./data-url.ts"

/**
 * The style sheet of the faces that a text needs, with the fonts in it: a picture cannot ask for files. Only the slices
 * that hold one of the characters are taken; all of the Chinese face would be megabytes.
 */
export async function fontFacesFor(text: string): Promise<string> {
  const characters = new Set([...text].map((character) => character.codePointAt(0) ?? 0))
  const families = new Set(
    [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => plain(family)),
  )
  const needed = [...document.styleSheets]
    .flatMap(facesIn)
    .filter(({ style }) => families.has(plain(style.getPropertyValue("font-family"))))
    .filter(({ style }) => holdsOneOf(style.getPropertyValue("unicode-range"), characters))
  return (await Promise.all(needed.map(embedded))).join("\n")
}

function facesIn(group: { cssRules: CSSRuleList }): CSSFontFaceRule[] {
  return [...group.cssRules].flatMap((rule) => {
    if (rule instanceof CSSFontFaceRule) return [rule]
    return rule instanceof CSSLayerBlockRule || rule instanceof CSSMediaRule ? facesIn(rule) : []
  })
}

function plain(family: string): string {
  return family.replace(/^["']|["']$/g, "")
}

/** Whether a range of CSS, as "U+20-7E, U+4E00", has one of the characters; without a range it has all. */
export function holdsOneOf(range: string, characters: Set<number>): boolean {
  if (range.trim() === "") return true
  return range.split(",").some((part) => {
    const [from = "", to = from] = part.trim().replace(/^u\+/i, "").split("-")
    const first = Number.parseInt(from.replaceAll("?", "0"), 16)
    const last = Number.parseInt(to.replaceAll("?", "F"), 16)
    for (const character of characters) if (character >= first && character <= last) return true
    return false
  })
}

/** A face with its file inside; nothing when the file is not to be had: the picture then takes the next face. */
async function embedded(rule: CSSFontFaceRule): Promise<string> {
  const [whole, quoted, bare] = /url\((?:"([^"]+)"|([^)"]+))\)/.exec(rule.style.getPropertyValue("src")) ?? []
  const address = quoted ?? bare
  if (!whole || !address) return ""
  if (address.startsWith("data:")) return rule.cssText
  try {
    const answer = await fetch(new URL(address, rule.parentStyleSheet?.href ?? document.baseURI))
    if (!answer.ok) return ""
    return rule.cssText.replace(whole, `url("${await dataUrlOf(await answer.blob())}")`)
  } catch {
    return ""
  }
}
