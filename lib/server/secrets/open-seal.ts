import { type Config, ConfigError } from "#lib/server/config"
import type { SealedStore, SealedValue } from "#lib/server/store/sealed-ports"
import { newMasterKey, writeMasterKeyFile } from "./master-key-file.ts"
import { readMasterKeys } from "./master-keys.ts"
import { canaryPurpose } from "./purposes.ts"
import type { ReferenceReader } from "./references.ts"
import { createSeal, type Seal, sealedText } from "./seal.ts"

const canaryId = "master-key"
const pageSize = 200

interface Deps {
  config: Pick<Config, "masterKey" | "dataDir">
  references: ReferenceReader
  sealed: SealedStore
}

/**
 * The seal of this installation, once its keys have proved to be the ones that sealed what is stored. A key of its own is
 * made at the first start, and only when nothing is sealed yet. Rejects with `ConfigError`; nothing has been changed then,
 * so this comes before the database is brought up to date.
 */
export async function openSeal({ config, references, sealed }: Deps): Promise<Seal> {
  const known = await readMasterKeys(config, references)
  if (known) {
    const seal = createSeal(known.keys)
    for await (const value of allSealed(sealed)) if (!isOurs(seal, value)) throw wrongKey(known.source)
    return seal
  }
  for await (const _ of allSealed(sealed)) throw lostKey()
  const key = newMasterKey()
  writeMasterKeyFile(config.dataDir, [key])
  return createSeal(key)
}

/**
 * Leaves a sealed text by which another node, or the next start, knows the right key even when no secret is stored.
 * Rejects with `ConfigError` when another node has left one that does not open here.
 */
export async function leaveCanary(seal: Seal, sealed: SealedStore): Promise<void> {
  const purpose = canaryPurpose(canaryId)
  const kept = await sealed.keepCanary(canaryId, seal.seal("tweet", purpose))
  if (!seal.knowsKeyOf(kept, purpose)) throw wrongKey("environment")
}

/** Every sealed value, page by page. */
export async function* allSealed(sealed: SealedStore): AsyncGenerator<SealedValue> {
  let last: SealedValue | undefined
  for (;;) {
    const page = await sealed.page(pageSize, last)
    yield* page
    last = page.at(-1)
    if (!last) return
  }
}

/** Whether all texts of a value were sealed with keys that we have. One that was tampered with is a matter of its own. */
export const isOurs = (seal: Seal, { text, purpose }: SealedValue): boolean =>
  [...text.matchAll(sealedText)].every(([sealed]) => seal.knowsKeyOf(sealed, purpose))

const lostWay =
  "If it is lost for good, run: npm run secrets -- discard-unreadable, and enter the keys of the connections again."

const wrongKey = (source: string): ConfigError =>
  new ConfigError(
    source === "file"
      ? `The stored secrets were sealed with another key than master.key in the data folder: put the right one back. ${lostWay}`
      : `The stored secrets were sealed with another master key: start with the MASTER_KEY that sealed them. ${lostWay}`,
  )

const lostKey = (): ConfigError =>
  new ConfigError(
    `The database holds sealed secrets, but their master key is not there: put master.key back into the data folder, or set MASTER_KEY. ${lostWay}`,
  )
