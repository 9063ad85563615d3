import path from "node:path"
import { type AuditRecorder, ofServer } from "#lib/server/audit/audit-recorder"
import { sleep } from "#lib/server/engine/sleep"
import { removeUnused } from "#lib/server/engine/unused-images"
import type { Log } from "#lib/server/log"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { Store } from "#lib/server/store/store"
import { appendLines, exportFolder } from "./export-file.ts"
import { logRemoval } from "./log-removal.ts"
import { type EntriesRetention, entriesRemoval, nothingKept } from "./removals.ts"
import { createRetention, type Retention } from "./retention.ts"
import { createRunExport } from "./run-export.ts"
import { runRemoval } from "./run-removal.ts"

/** Retention over everything that is kept. `entries`, `monitoring`: those who look after what they keep themselves. */
export function openRetention(deps: {
  dataDir: string
  store: Store
  images: ImageFiles
  audit: AuditRecorder
  entries?: EntriesRetention
  monitoring?: EntriesRetention
  now: () => number
  log: Log
}): Retention {
  const { dataDir, store, images, audit, now, log } = deps
  /** Entries of the audit log as they are stored: their hashes can be computed anew from the file. */
  const keepEntries = async (entries: readonly object[]) =>
    appendLines(
      path.join(await exportFolder(dataDir, now()), "audit.jsonl.gz"),
      entries.map((entry) => ({ format: "bracket-audit-entry", version: 1, ...entry })),
    )
  return createRetention({
    store: store.retention,
    removals: ({ keepStarred, exportFirst }) => {
      const exporter = exportFirst ? createRunExport(dataDir, images, now) : undefined
      const runs = { store: store.retention, images, exporter, sleep }
      return {
        outputs: runRemoval("text", keepStarred, runs),
        images: runRemoval("image", keepStarred, runs),
        audit: entriesRemoval(deps.entries ?? nothingKept, exportFirst ? keepEntries : undefined),
        monitoring: entriesRemoval(deps.monitoring ?? nothingKept),
        logs: logRemoval(path.join(dataDir, "logs")),
      }
    },
    tidy: () => removeUnused({ store, images, now }),
    ended: ({ status, trigger, gone, failure }) =>
      audit.record({
        ...ofServer,
        action: "retention.job",
        target: null,
        outcome: status === "failed" ? "failed" : "ok",
        details: {
          status,
          trigger,
          ...(failure ? { failure: failure.kind } : {}),
          ...Object.fromEntries(Object.entries(gone).map(([kind, going]) => [kind, going.entries])),
        },
      }),
    now,
    ticks: () => performance.now(),
    log,
  })
}
