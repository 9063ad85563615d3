import type { Prompt } from "#lib/domain/prompt"
import type { PictureStart } from "#lib/domain/setup-schema"
import type { Column } from "./workspace.ts"

/** What was sent has no variables any more: braces in it are text. */
export const literal = (text: string) => text.replaceAll("{{", "\\{{")

/** What a picture was made from, where it is not what all columns share now: negative words, init image and mask. */
export function ownStart(prompt: Prompt, shared: PictureStart): Pick<Column, "start"> {
  if (prompt.kind !== "image") return {}
  const { negative, initImage, mask } = prompt
  const start = {
    ...(negative === undefined ? {} : { negative: literal(negative) }),
    ...(initImage === undefined ? {} : { initImage }),
    ...(mask === undefined ? {} : { mask }),
  }
  return sameStart(start, shared) ? {} : { start }
}

function sameStart(one: PictureStart, other: PictureStart): boolean {
  const [a, b] = [one, other].map(({ negative, initImage, mask }) =>
    // A mask says nothing without the image that it lies on.
    JSON.stringify([negative?.trim() ?? "", initImage ?? null, initImage ? (mask ?? null) : null]),
  )
  return a === b
}
