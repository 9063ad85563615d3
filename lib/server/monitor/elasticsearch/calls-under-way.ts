import { createHash } from "node:crypto"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import path from "node:path"

/**
 * A note on disk for each call that is under way: a small file, written when it is sent and removed when its document is
 * in the outbox. What a killed process leaves are the calls that nobody has written down.
 */
export async function openCallsUnderWay(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fileOf = (id: string) => path.join(folder, createHash("sha256").update(id).digest("hex"))
  const noted = new Map<string, Promise<void>>()
  const ending = new Set<Promise<void>>()
  return {
    /** Notes a call with the line that stands for it if we do not live to see its end. */
    begin(id: string, line: string): void {
      // A disk that is full costs this note, never the call.
      noted.set(
        id,
        writeFile(fileOf(id), line, { mode: 0o600 }).catch(() => undefined),
      )
    },
    /** The call is over, and its document will be `written`. */
    end(id: string, written: Promise<boolean>): void {
      const begun = noted.get(id)
      noted.delete(id)
      const over = Promise.all([written, begun])
        .then(([isWritten]) => (isWritten && begun ? rm(fileOf(id), { force: true }) : undefined))
        .catch(() => undefined)
        .finally(() => ending.delete(over))
      ending.add(over)
    },
    /** Hands on the lines of what an earlier process has left, and removes each once it is written. */
    async recover(append: (line: string) => Promise<boolean>): Promise<void> {
      for (const name of await readdir(folder)) {
        const file = path.join(folder, name)
        const line = await readFile(file, "utf8").catch(() => "")
        if (!isWhole(line) || (await append(line))) await rm(file, { force: true })
      }
    },
    /** Resolves when nothing is being written or removed. */
    async settled(): Promise<void> {
      await Promise.all([...noted.values(), ...ending])
    },
  }
}

export type CallsUnderWay = Awaited<ReturnType<typeof openCallsUnderWay>>

function isWhole(line: string): boolean {
  try {
    return line !== "" && typeof JSON.parse(line) === "object"
  } catch {
    return false
  }
}
