import type { Transaction } from "kysely"
import { BracketError } from "#lib/domain/errors"
import type { Schema } from "./schema.ts"

/**
 * Carries out a change of people, and takes it back with `BracketError("last_owner")` when it would leave no owner who
 * may come in. Those who change owners take turns: each locks the same row first, so that two owners who demote each
 * other at the same moment do not both find the other one still there.
 */
export async function keepingAnOwner(tx: Transaction<Schema>, change: () => Promise<unknown>): Promise<void> {
  const { first } = await tx
    .selectFrom("people")
    .select((select) => select.fn.min("id").as("first"))
    .where("role", "=", "owner")
    .executeTakeFirstOrThrow()
  // A write that changes nothing locks a row in both engines.
  await tx.updateTable("people").set({ id: first }).where("id", "=", first).execute()
  const before = await hasOwner(tx)
  await change()
  if (before && !(await hasOwner(tx)))
    throw new BracketError(
      "last_owner",
      "This is the last owner: nobody would be left who may do everything.",
      {
        hint: "Make somebody else an owner first.",
      },
    )
}

async function hasOwner(tx: Transaction<Schema>): Promise<boolean> {
  const owner = await tx
    .selectFrom("people")
    .select("id")
    .where("role", "=", "owner")
    .where("suspended_at", "is", null)
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}
