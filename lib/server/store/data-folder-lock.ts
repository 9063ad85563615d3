import { mkdirSync } from "node:fs"
import path from "node:path"
import { DatabaseSync } from "node:sqlite"
import { ownerOnlyFile } from "./owner-only-file.ts"
import { StoreOpenError } from "./store-open-error.ts"

/** SQLite's result code for "somebody else holds the lock". */
const busy = 5

/**
 * Takes the data folder for this process, for as long as it lives: an exclusive transaction on a small file of
 * its own, that is a lock of the operating system, which goes with the process even when that is killed.
 * Throws `StoreOpenError` when another process has it, or when the folder cannot be used.
 */
export function lockDataFolder(dataDir: string): { release(): void } {
  const lock = openLockFile(dataDir)
  try {
    lock.exec("begin exclusive")
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw unusable(dataDir, error)
    throw new StoreOpenError(
      `Another Bracket process is already using the data folder ${dataDir}.`,
      "Stop that process first, or set DATA_DIR to a folder of its own.",
      error,
    )
  }
  return {
    release() {
      if (lock.isOpen) lock.close()
    },
  }
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return new DatabaseSync(ownerOnlyFile(path.join(dataDir, "lock.db")), { timeout: 0 })
  } catch (error) {
    throw unusable(dataDir, error)
  }
}

function isBusy(error: unknown): boolean {
  // The low byte is the primary code, the others say more about it.
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === busy
}

function unusable(dataDir: string, cause: unknown): StoreOpenError {
  return new StoreOpenError(
    `The data folder ${dataDir} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    "Make it a folder that this user may write to, or set DATA_DIR to another one.",
    cause,
  )
}
