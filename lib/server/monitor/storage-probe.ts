import { randomUUID } from "node:crypto"
import { rm, statfs, writeFile } from "node:fs/promises"
import path from "node:path"
import type { Log } from "#lib/server/log"
import type { Services } from "#lib/server/monitor/services"

/** How often the database and the disk are looked at, in ms. */
export const probeEveryMs = 15_000
/** A database that has not answered for so long is away, in ms. */
const patienceMs = 10_000

/** Bytes that are kept for what is under way: 200 MB, or one per cent of a disk that is smaller than 20 GB. */
export const reserveOf = (totalBytes: number): number => Math.min(200e6, totalBytes / 100)

export interface ProbeDeps {
  services: Services
  ping: () => Promise<void>
  dataDir: string
  log: Log
  /** Free and total bytes of the disk under a folder. */
  space?: (folder: string) => Promise<{ free: number; total: number }>
  /** Writes a little there, and takes it away. */
  tryWriting?: (folder: string) => Promise<void>
}

/**
 * Looks whether the database answers and the data folder can be written, and reports it: at once, then every 15 s until
 * `stop`. `look` looks now.
 */
export function startStorageProbe({ services, ping, dataDir, log, ...given }: ProbeDeps) {
  const { space = spaceOf, tryWriting = writeAndRemove } = given
  let full = false

  async function lookAtDatabase(): Promise<void> {
    const late = AbortSignal.timeout(patienceMs)
    const patience = new Promise<never>((_, reject) =>
      late.addEventListener("abort", () => reject(late.reason)),
    )
    try {
      await Promise.race([ping(), patience])
      services.up("database")
    } catch (error) {
      services.away("database", wordOf(error))
    }
  }

  async function lookAtDisk(): Promise<void> {
    try {
      await tryWriting(dataDir)
      const { free, total } = await space(dataDir)
      // Some file systems do not say how large they are.
      full = total > 0 && free < reserveOf(total)
      if (full) services.away("disk", `${Math.floor(free / 1e6)} MB free`)
      else services.up("disk")
    } catch (error) {
      full = true
      services.away("disk", wordOf(error))
    }
  }

  async function look(): Promise<void> {
    await Promise.all([lookAtDatabase(), lookAtDisk()])
  }

  const lookAgain = () => void look().catch((err: unknown) => log.error({ err }, "storage not looked at"))
  lookAgain()
  const timer = setInterval(lookAgain, probeEveryMs)
  timer.unref()
  return {
    look,
    /** True while nothing new should begin, because it could not be kept. */
    isFull: (): boolean => full,
    stop: (): void => clearInterval(timer),
  }
}

async function spaceOf(folder: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}

async function writeAndRemove(folder: string): Promise<void> {
  const file = path.join(folder, `.probe-${randomUUID().slice(0, 8)}`)
  try {
    await writeFile(file, "probe", { mode: 0o600 })
  } finally {
    await rm(file, { force: true })
  }
}

/** A code says enough; a message may hold an address or more. */
function wordOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code
  return error instanceof Error ? error.name : "unknown"
}
