import { mkdir, readdir } from "node:fs/promises"
import path from "node:path"
import { lockDataFolder } from "#lib/server/store/data-folder-lock"

/** So many nodes may share a data folder. */
const mostNodes = 64

export interface OutboxFolders {
  own: string
  /** Those of nodes that are gone: what is left in them is this node's to send. */
  left: string[]
  release(): void
}

/**
 * Takes a folder for the outbox of this process: `outbox/elasticsearch`, or, where nodes share a data folder (PostgreSQL),
 * the next one that nobody holds. Throws when none can be had.
 */
export async function takeOutboxFolder(dataDir: string): Promise<OutboxFolders> {
  const parent = path.join(dataDir, "outbox")
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const there = new Set(await readdir(parent))
  const taken: { folder: string; release(): void }[] = []
  let trouble: unknown
  for (let n = 1; n <= mostNodes; n++) {
    const name = n === 1 ? "elasticsearch" : `elasticsearch-${n}`
    if (taken.length > 0 && !there.has(name)) continue
    const folder = path.join(parent, name)
    try {
      taken.push({ folder, ...lockDataFolder(folder) })
    } catch (error) {
      trouble = error
    }
  }
  const [own, ...left] = taken
  if (!own) throw trouble
  return {
    own: own.folder,
    left: left.map(({ folder }) => folder),
    release() {
      for (const { release } of taken) release()
    },
  }
}
