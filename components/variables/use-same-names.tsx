import { useState } from "react"

/** The list of the render before while it says the same, so that what depends on it need not render. */
export function useSameNames(names: string[]): string[] {
  const [kept, setKept] = useState(names)
  const isSame = kept.length === names.length && kept.every((name, index) => name === names[index])
  if (!isSame) setKept(names)
  return isSame ? kept : names
}
