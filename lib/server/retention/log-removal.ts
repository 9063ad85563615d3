import { readdir, rm, stat } from "node:fs/promises"
import path from "node:path"
import type { Removal } from "./removals.ts"

/** Processes hold these open: what they write after their file was removed would be lost. */
const heldOpen = ["app.log", "sandbox.log"]

/** Files of the folder of logs that were last written to before a moment. */
export function logRemoval(folder: string): Removal {
  const old = async (before: number) => {
    const found: { name: string; bytes: number; at: number }[] = []
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile() || heldOpen.includes(entry.name)) continue
      const name = path.join(folder, entry.name)
      const { size, mtimeMs } = await stat(name)
      if (mtimeMs < before) found.push({ name, bytes: size, at: mtimeMs })
    }
    return found
  }
  const going = (files: { bytes: number; at: number }[]) => ({
    entries: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest: files.length === 0 ? null : Math.min(...files.map(({ at }) => at)),
  })
  return {
    count: async (before) => going(await old(before)),
    async remove(before, progress, signal) {
      const gone: { bytes: number; at: number }[] = []
      for (const file of await old(before)) {
        if (signal.aborted) break
        await rm(file.name, { force: true })
        gone.push(file)
      }
      await progress(going(gone))
    },
  }
}
