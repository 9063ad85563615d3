import path from "node:path"
import type { Log } from "#lib/server/log"
import type { RunObserver } from "#lib/server/monitor/run-observer"
import type { Services } from "#lib/server/monitor/services"
import { createCallObserver } from "./call-observer.ts"
import { openCallsUnderWay } from "./calls-under-way.ts"
import type { Cluster } from "./cluster.ts"
import { openOutbox } from "./outbox.ts"
import { takeOutboxFolder } from "./outbox-folder.ts"
import { startShipper } from "./shipper.ts"

/** How much may wait for a cluster that is away, and in files of which size, in bytes: about a million calls. */
const maxBytes = 512_000_000
const segmentBytes = 4_000_000

export interface ElasticsearchDeps {
  dataDir: string
  cluster: Cluster
  withPrompts: boolean
  node: string
  services: Pick<Services, "up" | "away">
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => number
  log: Pick<Log, "warn" | "error">
  /** For tests: other bounds. */
  bounds?: { maxBytes: number; segmentBytes: number }
}

/**
 * Begins to tell a cluster of each call: through an outbox on disk, which a shipper empties behind the runs' back. Rejects
 * when the data folder cannot be written to.
 */
export async function openElasticsearch(deps: ElasticsearchDeps) {
  const { log, node, withPrompts } = deps
  const folders = await takeOutboxFolder(deps.dataDir)
  let isDiskWell = true
  const outbox = await openOutbox({
    ...(deps.bounds ?? { maxBytes, segmentBytes }),
    folder: folders.own,
    onDisk(trouble) {
      if (isDiskWell && trouble !== undefined) log.error({ err: trouble }, "outbox not written")
      isDiskWell = trouble === undefined
    },
  })
  const underWay = await openCallsUnderWay(path.join(folders.own, "under-way"))
  await underWay.recover(outbox.append)
  for (const folder of folders.left) await adopt(folder, outbox.append)
  const shipper = startShipper({ ...deps, outbox, deadLetterFile: path.join(folders.own, "refused.ndjson") })
  const observer: RunObserver = createCallObserver({ outbox, underWay }, { node, withPrompts })
  return {
    observer,
    counts: () => ({ ...shipper.counts, ...outbox.counts }),
    waitingBytes: outbox.waitingBytes,
    isIdle: shipper.isIdle,
    async close(): Promise<void> {
      await shipper.stop()
      await outbox.close()
      await underWay.settled()
      folders.release()
    },
  }
}

export type ElasticsearchOutflow = Awaited<ReturnType<typeof openElasticsearch>>

/** Takes over what a node that is gone has left. What was on its way twice is noticed by its id. */
async function adopt(folder: string, append: (line: string) => Promise<boolean>): Promise<void> {
  const left = await openOutbox({ folder, maxBytes, segmentBytes })
  for (;;) {
    const chunk = await left.next({ lines: 1000, bytes: 1_000_000 })
    if (!chunk) break
    await Promise.all(chunk.lines.map(append))
    await left.advance(chunk.to)
  }
  await left.close()
  const underWay = await openCallsUnderWay(path.join(folder, "under-way"))
  await underWay.recover(append)
}
