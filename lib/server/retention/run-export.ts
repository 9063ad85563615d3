import { mkdir, open, rename } from "node:fs/promises"
import path from "node:path"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { WholeRun } from "#lib/server/store/retention-ports"

const compress = promisify(gzip)

export interface RunExport {
  /** Throws when not all of it is safely on the disk. */
  write(runs: WholeRun[]): Promise<void>
}

/**
 * Writes runs to `exports/DATE/runs.jsonl.gz`, one JSON object per line (see docs/operations.md), and their pictures to
 * `images/` beside it. Each portion is a gzip member of its own and on the disk before this resolves: whatever happens
 * later, all readers of gzip read what is there.
 */
export function createRunExport(
  dataDir: string,
  images: Pick<ImageFiles, "get">,
  now: () => number,
): RunExport {
  return {
    async write(runs) {
      const folder = path.join(dataDir, "exports", new Date(now()).toISOString().slice(0, 10))
      await mkdir(path.join(folder, "images"), { recursive: true, mode: 0o700 })
      const lines: string[] = []
      for (const run of runs) {
        const files = []
        for (const image of run.images)
          files.push({ ...image, file: await copyImage(folder, run.personId, image.sha256, images) })
        lines.push(`${JSON.stringify({ format: "bracket-run", version: 1, ...run, images: files })}\n`)
      }
      await append(path.join(folder, "runs.jsonl.gz"), await compress(lines.join("")))
    },
  }
}

const endings = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" }

/** The name of the copy within the folder; null for a picture that was gone already. */
async function copyImage(
  folder: string,
  personId: string,
  sha256: string,
  images: Pick<ImageFiles, "get">,
): Promise<string | null> {
  const image = await images.get(personId, sha256)
  if (!image) return null
  const name = `images/${sha256}.${endings[image.type]}`
  const aside = path.join(folder, `${name}.new`)
  const file = await open(aside, "w", 0o600)
  try {
    await file.writeFile(image.bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path.join(folder, name))
  return name
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
