import { open, rename } from "node:fs/promises"
import path from "node:path"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { WholeRun } from "#lib/server/store/retention-ports"
import { appendLines, exportFolder } from "./export-file.ts"

export interface RunExport {
  /** Throws when not all of it is safely on the disk. */
  write(runs: WholeRun[]): Promise<void>
}

/**
 * Writes runs to `exports/DATE/runs.jsonl.gz`, one JSON object per line (see docs/operations.md), and their pictures to
 * `images/` beside it.
 */
export function createRunExport(
  dataDir: string,
  images: Pick<ImageFiles, "get">,
  now: () => number,
): RunExport {
  return {
    async write(runs) {
      const folder = await exportFolder(dataDir, now())
      const lines: object[] = []
      for (const run of runs) {
        const files = []
        for (const image of run.images)
          files.push({ ...image, file: await copyImage(folder, run.personId, image.sha256, images) })
        lines.push({ format: "bracket-run", version: 1, ...run, images: files })
      }
      await appendLines(path.join(folder, "runs.jsonl.gz"), lines)
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
