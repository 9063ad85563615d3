import { randomBytes } from "node:crypto"
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs"
import path from "node:path"

/** The file of the data folder that keeps the master keys, one a line, the one that seals first. */
const fileIn = (dataDir: string): string => path.join(/* turbopackIgnore: true */ dataDir, "master.key")

export const newMasterKey = (): Buffer => randomBytes(32)

/** Undefined when there is no such file. */
export function readMasterKeyFile(dataDir: string): string | undefined {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return undefined
  // A restored backup or a careless copy may have widened the rights.
  chmodSync(file, 0o600)
  return readFileSync(file, "utf8")
}

/**
 * Writes the file whole: after a power cut either the old keys or the new ones stand there. Only its owner may read it.
 */
export function writeMasterKeyFile(dataDir: string, keys: Buffer[]): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const beside = `${fileIn(dataDir)}.new`
  const descriptor = openSync(beside, "w", 0o600)
  writeSync(descriptor, keys.map((key) => `${key.toString("base64")}\n`).join(""))
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(beside, fileIn(dataDir))
  syncFolder(dataDir)
}

/** Makes the renaming itself last; not every system lets a folder be opened for that. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r")
    fsyncSync(descriptor)
    closeSync(descriptor)
  } catch {}
}
