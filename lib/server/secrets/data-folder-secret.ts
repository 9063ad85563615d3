import { randomBytes } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

/**
 * A secret of 32 random bytes that lives in the data folder as a file only its owner may read (0600), made at
 * the first start. Returns it in base64. Throws when the folder cannot be written.
 */
export function dataFolderSecret(dataDir: string, name: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = path.join(dataDir, `${name}.key`)
  if (existsSync(file)) {
    // A restored backup or a careless copy may have widened the rights.
    chmodSync(file, 0o600)
    return readFileSync(file, "utf8").trim()
  }
  const secret = randomBytes(32).toString("base64")
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" })
  return secret
}
