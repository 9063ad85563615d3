import type { Transaction } from "kysely"
import { BracketError } from "#lib/domain/errors"
import type { Schema } from "./schema.ts"

/**
 * Every column that says whose a row is, and what becomes of the row when the person is removed: `handed` to the heir
 * (without one it goes with them), or `theirs` alone, which goes with them always. A contract test holds this against
 * the tables, so that a new one cannot be forgotten.
 */
export const belongings = {
  "batches.person_id": "handed",
  "runs.person_id": "handed",
  "run_images.person_id": "handed",
  "connections.owner_id": "handed",
  "presets.owner_id": "handed",
  "shares.person_id": "handed",
  "run_marks.person_id": "handed",
  "sessions.person_id": "theirs",
  "sign_in_links.person_id": "theirs",
  "connection_people.person_id": "theirs",
  "identities.person_id": "theirs",
  "budgets.person_id": "theirs",
  "usage.person_id": "theirs",
  // What happened stays written down, whoever is there.
  "audit.person_id": "kept",
  "output_hashes.person_id": "kept",
  // What was spent stays counted.
  "run_endings.person_id": "kept",
  "roll_ups.person_id": "kept",
} as const satisfies Record<string, "handed" | "theirs" | "kept">

/** See `PeopleStore.remove`. What is not handed over goes by the tables' own cascades. */
export async function removePerson(
  tx: Transaction<Schema>,
  id: string,
  heirId: string | null,
): Promise<void> {
  if (heirId !== null) {
    const heir = await tx.selectFrom("people").select("id").where("id", "=", heirId).executeTakeFirst()
    if (!heir || heirId === id)
      throw new BracketError("not_found", "There is nobody to hand this over to.", {
        field: "handTo",
        hint: "Choose somebody who stays.",
      })
    await tx.updateTable("batches").set({ person_id: heirId }).where("person_id", "=", id).execute()
    await tx.updateTable("runs").set({ person_id: heirId }).where("person_id", "=", id).execute()
    await tx.updateTable("run_images").set({ person_id: heirId }).where("person_id", "=", id).execute()
    await tx.updateTable("run_marks").set({ person_id: heirId }).where("person_id", "=", id).execute()
    await tx.updateTable("shares").set({ person_id: heirId }).where("person_id", "=", id).execute()
    await tx.updateTable("connections").set({ owner_id: heirId }).where("owner_id", "=", id).execute()
    await tx.updateTable("presets").set({ owner_id: heirId }).where("owner_id", "=", id).execute()
  }
  await tx.deleteFrom("people").where("id", "=", id).execute()
}
