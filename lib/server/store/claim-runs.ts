import type { Kysely } from "kysely"
import type { Schema } from "./schema.ts"

/** Claims queued runs for a node by one conditional update; how many it got. */
export async function claimRuns(
  db: Kysely<Schema>,
  ids: string[],
  { node, until }: { node: string; until: number },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("runs")
    .set((set) => ({ status: "running", node, lease_until: until, attempt: set("attempt", "+", 1) }))
    .where("id", "in", ids)
    .where("status", "=", "queued")
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
