import type { Going } from "#lib/domain/retention"
import type { Sleep } from "#lib/server/engine/sleep"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { OldRuns, RetentionStore } from "#lib/server/store/retention-ports"
import type { Removal } from "./removals.ts"
import type { RunExport } from "./run-export.ts"

const runsAtOnce = 50
/** Between two portions others write. */
const pauseMs = 20
/** So many pictures are looked at to say how large all of them are. */
const picturesMeasured = 2000

/**
 * Runs and their images go like what was deleted in History, only at once. Their hashes stay, and so do pictures that
 * other runs, presets or links need; a picture that nothing needs goes with the next tidying up. `exporter`: writes down what goes,
 * before it goes; when it cannot, nothing goes.
 */
export function runRemoval(
  kind: OldRuns["kind"],
  keepStarred: boolean,
  deps: {
    store: Pick<RetentionStore, "countOld" | "oldImages" | "oldRuns" | "destroy">
    images: Pick<ImageFiles, "bytesOf">
    exporter: RunExport | undefined
    sleep: Sleep
  },
): Removal {
  const { store, images, exporter, sleep } = deps
  return {
    async count(before) {
      const going = await store.countOld({ kind, before, keepStarred })
      if (kind === "text" || going.bytes === null) return going
      const pictures = await store.oldImages({ kind, before, keepStarred }, picturesMeasured)
      let bytes = 0
      for (const { personId, sha256 } of pictures) bytes += await images.bytesOf(personId, sha256)
      const perRun = pictures.length < picturesMeasured ? 1 : going.entries / picturesMeasured
      return { ...going, bytes: going.bytes + Math.round(bytes * Math.max(1, perRun)) }
    },

    async remove(before, progress, signal) {
      const old = { kind, before, keepStarred }
      const gone: Going = { entries: 0, bytes: null, oldest: null }
      while (!signal.aborted) {
        const runs = await store.oldRuns(old, runsAtOnce)
        if (runs.length === 0) return
        gone.oldest ??= runs[0]?.finishedAt ?? null
        await exporter?.write(runs)
        const destroyed = await store.destroy(
          runs.map(({ id }) => id),
          old,
        )
        // All of them were saved by a star in this very moment, or another node is at it.
        if (destroyed === 0) return
        gone.entries += destroyed
        await progress(gone)
        await sleep(pauseMs, signal).catch(() => undefined)
      }
    },
  }
}
