import { mkdir, open } from "node:fs/promises"
import path from "node:path"
import { promisify } from "node:util"
import { gzip } from "node:zlib"

const compress = promisify(gzip)

/** `exports/DATE` in the data folder (the date of UTC) with a folder for pictures, made where it is missing. */
export async function exportFolder(dataDir: string, now: number): Promise<string> {
  const folder = path.join(dataDir, "exports", new Date(now).toISOString().slice(0, 10))
  await mkdir(path.join(folder, "images"), { recursive: true, mode: 0o700 })
  return folder
}

/**
 * Appends objects to a file, one per line. They are a gzip member of their own and on the disk before this resolves:
 * whatever happens later, all readers of gzip read what is there.
 */
export async function appendLines(name: string, objects: readonly object[]): Promise<void> {
  await append(name, await compress(objects.map((each) => `${JSON.stringify(each)}\n`).join("")))
}

async function append(name: string, bytes: Uint8Array): Promise<void> {
  const file = await open(name, "a", 0o600)
  const { size } = await file.stat()
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    // Half a portion would make what comes after it unreadable.
    await file.truncate(size).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}
