import type { SealedStore, SealedValue } from "#lib/server/store/sealed-ports"
import { allSealed, isOurs } from "./open-seal.ts"
import { type Seal, sealedText } from "./seal.ts"

export interface Resealed {
  /** How many values were sealed anew. */
  resealed: number
  /** Those that none of the keys opens; they are left as they are. */
  unreadable: SealedValue[]
}

/**
 * Seals everything anew with the key that seals now. Each value is replaced by itself and only if it is still what was
 * read, so this may be interrupted, run again, and run beside an app that has both keys. It goes through the list until
 * there is nothing left to do: an app that changed a value in between may have used the key of before.
 */
export async function resealAll(sealed: SealedStore, seal: Seal): Promise<Resealed> {
  let total = 0
  for (;;) {
    let changed = 0
    let overtaken = 0
    const unreadable: SealedValue[] = []
    for await (const value of allSealed(sealed)) {
      const text = resealed(value, seal)
      if (text === undefined) unreadable.push(value)
      else if (text !== value.text) {
        if (await sealed.replace(value, text)) changed += 1
        else overtaken += 1
      }
    }
    total += changed
    if (changed + overtaken === 0) return { resealed: total, unreadable }
  }
}

/** Gives up what none of the keys opens; how many values that were. */
export async function discardUnreadable(sealed: SealedStore, seal: Seal): Promise<number> {
  let discarded = 0
  for await (const value of allSealed(sealed)) {
    if (isOurs(seal, value)) continue
    await sealed.discard(value)
    discarded += 1
  }
  return discarded
}

/** Undefined when a text of the value does not open. */
function resealed({ text, purpose }: SealedValue, seal: Seal): string | undefined {
  try {
    return text.replace(sealedText, (old) =>
      seal.isCurrent(old) ? old : seal.seal(seal.open(old, purpose), purpose),
    )
  } catch {
    return undefined
  }
}
