import type { Kysely, Transaction } from "kysely"
import type { Variant } from "#lib/domain/batch"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { messageImages } from "#lib/domain/prompt"
import type { RunState } from "#lib/domain/run"
import { imagesColumn } from "./run-columns.ts"
import type { ImageUseRow, Schema } from "./schema.ts"

/** Rows in one insert: engines limit the parameters of a statement. */
const rowsPerInsert = 100

/** Writes down which images runs were given. */
export async function noteImageUses(
  tx: Transaction<Schema>,
  runs: { id: string; variant: Variant }[],
): Promise<void> {
  const rows = runs.flatMap(({ id, variant }) => imageUses(id, variant))
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await tx
      .insertInto("image_uses")
      .values(rows.slice(start, start + rowsPerInsert))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

function imageUses(runId: string, { prompt }: Variant): ImageUseRow[] {
  const uses = (role: ImageUseRow["role"], hashes: (string | undefined)[]): ImageUseRow[] =>
    [...new Set(hashes)].flatMap((sha256) => (sha256 === undefined ? [] : [{ run_id: runId, sha256, role }]))
  if (prompt.kind === "image")
    return [...uses("init", [prompt.initImage?.sha256]), ...uses("mask", [prompt.mask])]
  return prompt.kind === "chat" ? uses("prompt", prompt.messages.flatMap(messageImages)) : []
}

/** Puts the images of a run that has ended into the gallery. */
export async function keepRunImages(
  tx: Transaction<Schema>,
  run: { id: string; personId: string; state: RunState; endedAt: number },
): Promise<void> {
  const made = (run.state.images ?? []).filter(({ partial }) => !partial)
  if (made.length === 0) return
  await tx
    .insertInto("run_images")
    .values(
      made.map(({ index, sha256, width, height, seed }) => ({
        run_id: run.id,
        place: index,
        person_id: run.personId,
        sha256,
        width,
        height,
        seed: seed ?? null,
        created_at: Math.round(run.endedAt),
        starred: 0,
        deleted_at: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Places from here on are those of images that earlier tries of a run have made: a block of them for each try. */
const earlierPlaces = 1000

/** Makes room for another try of these runs: what the earlier ones have made stays in the gallery. */
export async function setAsideRunImages(tx: Transaction<Schema>, runIds: string[]): Promise<void> {
  const last = await tx
    .selectFrom("run_images")
    .select((select) => ["run_id", select.fn.max<number>("place").as("place")])
    .where("run_id", "in", runIds)
    .groupBy("run_id")
    .execute()
  for (const { run_id, place } of last)
    await tx
      .updateTable("run_images")
      .set((set) => ({
        place: set("place", "+", (Math.floor(Number(place) / earlierPlaces) + 1) * earlierPlaces),
      }))
      .where("run_id", "=", run_id)
      .where("place", "<", earlierPlaces)
      .execute()
}

/** After a change in the gallery: the run lists what is still there. */
export async function relistRunImages(tx: Kysely<Schema>, runId: string): Promise<void> {
  const rows = await tx
    .selectFrom("run_images")
    .select(["place", "sha256", "width", "height", "seed"])
    .where("run_id", "=", runId)
    .where("deleted_at", "is", null)
    .where("place", "<", earlierPlaces)
    .orderBy("place")
    .execute()
  const images = rows.map(
    ({ place, seed, ...image }): ImageResult => ({
      ...image,
      index: place,
      partial: false,
      ...(seed === null ? {} : { seed }),
    }),
  )
  await tx
    .updateTable("runs")
    .set({ images: imagesColumn(images) })
    .where("id", "=", runId)
    .execute()
}
