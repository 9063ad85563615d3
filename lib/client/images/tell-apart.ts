import type { ShownImage } from "./shown-image.ts"

type Told = Pick<ShownImage, "label" | "facts">

/**
 * What two pictures that stand beside each other are called: their labels, and where those are the same the settings
 * that only one of them has.
 */
export function toldApart(one: Told, other: Told): [string, string] {
  if (one.label !== other.label) return [one.label, other.label]
  const [own, theirs] = [ownFacts(one, other), ownFacts(other, one)]
  // The same in everything but what nobody says.
  if (own === theirs) return [one.label, other.label]
  return [own || one.label, theirs || other.label]
}

function ownFacts(of: Told, than: Told): string {
  return of.facts.filter((fact) => !than.facts.includes(fact)).join(" · ")
}
