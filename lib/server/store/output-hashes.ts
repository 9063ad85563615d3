import { createHash } from "node:crypto"
import type { Transaction } from "kysely"
import { normalisedText } from "#lib/domain/origin"
import type { RunState } from "#lib/domain/run"
import type { RunRow, Schema } from "./schema.ts"

/** Rows in one insert: engines limit the parameters of a statement. */
const rowsPerInsert = 50

/** A run whose outputs are written down. */
export interface HashedRun extends Pick<RunRow, "person_id" | "model" | "connection_name"> {
  id: string
  state: RunState
  /** Epoch ms. */
  endedAt: number
}

/**
 * Writes down the hash of the text and of each image of a run that has ended, however it ended: what has arrived may
 * have been copied. Thinking and tool calls are no outputs that go anywhere by themselves, and are left out.
 */
export async function keepOutputHashes(tx: Transaction<Schema>, run: HashedRun): Promise<void> {
  const rows = hashesOf(run.state).map((hashes) => ({
    ...hashes,
    run_id: run.id,
    person_id: run.person_id,
    model: run.model,
    connection_name: run.connection_name,
    at: Math.round(run.endedAt),
  }))
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await tx
      .insertInto("output_hashes")
      .values(rows.slice(start, start + rowsPerInsert))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

function hashesOf({ text, images }: RunState) {
  const made = (images ?? []).filter(({ partial }) => !partial)
  return [
    ...(text === ""
      ? []
      : [{ kind: "text" as const, sha256: hashOf(text), normalised: hashOf(normalisedText(text)) }]),
    ...made.map(({ sha256, plainSha256 }) => ({
      kind: "image" as const,
      sha256,
      normalised: plainSha256 ?? null,
    })),
  ]
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex")
