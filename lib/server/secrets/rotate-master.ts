import { type Config, ConfigError } from "#lib/server/config"
import type { SealedStore } from "#lib/server/store/sealed-ports"
import { newMasterKey, writeMasterKeyFile } from "./master-key-file.ts"
import { readMasterKeys } from "./master-keys.ts"
import { allSealed, isOurs } from "./open-seal.ts"
import type { ReferenceReader } from "./references.ts"
import { type Resealed, resealAll } from "./reseal.ts"
import { createSeal } from "./seal.ts"

export type Rotation = Resealed & {
  /**
   * `replaced`: the data folder holds the new key alone. `kept-old`: it keeps the old one too, as something could not be
   * opened. `remove-old`: everything is sealed with the first key of MASTER_KEY, whose others can go. `no-new-key`:
   * MASTER_KEY holds only one.
   */
  outcome: "replaced" | "kept-old" | "remove-old" | "no-new-key"
}

/**
 * Replaces the master key: makes a new one in the data folder, or takes the first of MASTER_KEY, and seals everything
 * anew. May be interrupted at any point and run again: until the end both keys are there, and the second time goes on with
 * the new key of the first. Rejects with `ConfigError` before anything has changed.
 */
export async function rotateMaster(deps: {
  config: Pick<Config, "masterKey" | "dataDir" | "databaseUrl">
  references: ReferenceReader
  sealed: SealedStore
  /** The operator's word that no node is running; the lock on an embedded database proves it by itself. */
  stopped: boolean
}): Promise<Rotation> {
  const { config, sealed } = deps
  const known = await readMasterKeys(config, deps.references)
  if (!known) throw new ConfigError("There is no master key yet: it is made at the first start.")
  const before = createSeal(known.keys)
  for await (const value of allSealed(sealed))
    if (!isOurs(before, value))
      throw new ConfigError(
        "Some stored secrets were sealed with a key that is not among these: put it back first, or run discard-unreadable.",
      )
  if (known.source !== "file") {
    const done = await resealAll(sealed, before)
    return { ...done, outcome: known.keys.length > 1 ? "remove-old" : "no-new-key" }
  }
  if (config.databaseUrl !== undefined && !deps.stopped)
    throw new ConfigError(
      "A running node would not learn of a new key in the data folder: stop all nodes and add --stopped, or keep the key in MASTER_KEY.",
    )
  // Two keys in the file: an earlier rotation was interrupted.
  const keys = known.keys.length > 1 ? known.keys : [newMasterKey(), ...known.keys]
  writeMasterKeyFile(config.dataDir, keys)
  const done = await resealAll(sealed, createSeal(keys))
  if (done.unreadable.length > 0) return { ...done, outcome: "kept-old" }
  writeMasterKeyFile(config.dataDir, keys.slice(0, 1))
  return { ...done, outcome: "replaced" }
}
