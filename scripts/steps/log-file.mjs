import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs"
import { dirname } from "node:path"

const LIMIT = 10_000_000

/** A log that is kept in two files of limited size: FILE, and FILE.1 with what came before. */
export function openLogFile(path, limit = LIMIT) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const open = () => openSync(path, "a", 0o600)
  let file = open()
  let size = fstatSync(file).size
  return {
    path,
    writeLine(line) {
      if (size > limit) {
        closeSync(file)
        renameSync(path, `${path}.1`)
        file = open()
        size = 0
      }
      try {
        size += writeSync(file, `${line}\n`)
      } catch {
        // A full disk costs lines of the log, not the app that writes them.
      }
    },
  }
}
