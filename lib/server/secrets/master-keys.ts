import { BracketError } from "#lib/domain/errors"
import { parseSecretReference } from "#lib/domain/secret-reference"
import { type Config, ConfigError } from "#lib/server/config"
import { readMasterKeyFile } from "./master-key-file.ts"
import type { ReferenceReader } from "./references.ts"
import { keyIdOf } from "./seal.ts"

/** The keys that open what is stored; the first one seals. */
export interface MasterKeys {
  keys: Buffer[]
  /** Where they come from: only those of the data folder are Bracket's to change. */
  source: "file" | "environment" | "reference"
}

/**
 * Reads keys as they are written down: `BASE64`, or several with a comma or a new line between them, each with a name of
 * yours in front if you like (`2026-08:BASE64`). 32 bytes each. Throws `ConfigError`, without a word of what it read.
 */
export function parseMasterKeys(text: string, where: string): Buffer[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map((part) => {
      const base64 = part.replace(/^[\w.-]*:/, "")
      const key = Buffer.from(base64, "base64")
      if (!/^[\w+/-]{43}=?$/.test(base64) || key.length !== 32)
        throw new ConfigError(
          `${where} must be 32 bytes in base64, as made by: openssl rand -base64 32 (several with commas between them, the one that seals first).`,
        )
      return key
    })
  if (keys.length === 0) throw new ConfigError(`${where} holds no key: put back the one that was there.`)
  if (new Set(keys.map(keyIdOf)).size < keys.length)
    throw new ConfigError(`${where} holds the same key twice: leave one of them out.`)
  return keys
}

/**
 * The master keys of this installation; undefined when none has been made yet. Rejects with `ConfigError`, whose
 * sentence says what to do.
 */
export async function readMasterKeys(
  config: Pick<Config, "masterKey" | "dataDir">,
  references: ReferenceReader,
): Promise<MasterKeys | undefined> {
  if (config.masterKey === undefined) {
    const text = readMasterKeyFile(config.dataDir)
    return text === undefined
      ? undefined
      : { keys: parseMasterKeys(text, "master.key in the data folder"), source: "file" }
  }
  const reference = parseSecretReference(config.masterKey)
  if (!reference) return { keys: parseMasterKeys(config.masterKey, "MASTER_KEY"), source: "environment" }
  try {
    const text = await references.read(reference)
    return { keys: parseMasterKeys(text, "The key that MASTER_KEY points to"), source: "reference" }
  } catch (error) {
    if (!(error instanceof BracketError)) throw error
    throw new ConfigError(
      `MASTER_KEY points to a key that cannot be had: ${error.message.replace(/^.*?\. /, "")} ${error.hint}`,
    )
  }
}
