import { type Kysely, sql } from "kysely"
import {
  alertChannelPurpose,
  auditKeyPurpose,
  canaryPurpose,
  credentialPurpose,
  oauthTokensPurpose,
} from "#lib/server/secrets/purposes"
import type { Schema } from "./schema.ts"
import type { SealedStore, SealedValue } from "./sealed-ports.ts"

interface Place {
  table: keyof Schema & string
  column: string
  /** The column that tells rows apart. */
  key: string
  purposeOf: (id: string) => string
  /** What becomes of a value that nobody can open: its row goes, or only the value. */
  discard: "row" | "value"
}

/**
 * Every column that holds sealed texts. The key is checked against them at each start and they are sealed anew when it
 * is replaced, so a column that is missing here is lost with the key of its time.
 */
const places: Place[] = [
  {
    table: "connections",
    column: "sealed_credential",
    key: "id",
    purposeOf: credentialPurpose,
    discard: "value",
  },
  {
    table: "connections",
    column: "fallback_credential",
    key: "id",
    purposeOf: credentialPurpose,
    discard: "value",
  },
  {
    table: "oauth_tokens",
    column: "sealed",
    key: "connection_id",
    purposeOf: oauthTokensPurpose,
    discard: "row",
  },
  {
    table: "alert_channels",
    column: "sealed_secret",
    key: "id",
    purposeOf: alertChannelPurpose,
    discard: "value",
  },
  { table: "canaries", column: "sealed", key: "id", purposeOf: canaryPurpose, discard: "row" },
  { table: "audit_keys", column: "sealed", key: "id", purposeOf: auditKeyPurpose, discard: "row" },
]

const nameOf = (place: Place): string => `${place.table}.${place.column}`

/** Sealed values, wherever they are stored. */
export function sealedStore(db: Kysely<Schema>, schema: string | undefined): SealedStore {
  const placeOf = (value: SealedValue): Place => {
    const place = places.find((candidate) => nameOf(candidate) === value.place)
    if (!place) throw new TypeError(`nothing is sealed in ${value.place}`)
    return place
  }
  /** Where a value still stands as it was read. */
  const standing = (place: Place, value: SealedValue) =>
    sql`${sql.ref(place.key)} = ${value.id} and ${sql.ref(place.column)} = ${value.text}`

  return {
    async page(limit, after) {
      const first = after ? places.findIndex((place) => nameOf(place) === after.place) : 0
      const present = await presentColumns(db, schema)
      const values: SealedValue[] = []
      for (const [index, place] of places.slice(first).entries()) {
        if (values.length >= limit || !present.has(nameOf(place))) continue
        const { rows } = await sql<{ id: string; text: string }>`
          select ${sql.ref(place.key)} as id, ${sql.ref(place.column)} as text from ${sql.table(place.table)}
          where ${sql.ref(place.column)} is not null and ${sql.ref(place.key)} > ${index === 0 && after ? after.id : ""}
          order by ${sql.ref(place.key)} limit ${limit - values.length}`.execute(db)
        for (const { id, text } of rows)
          values.push({ place: nameOf(place), id, purpose: place.purposeOf(id), text })
      }
      return values
    },

    async replace(value, text) {
      const place = placeOf(value)
      const { numAffectedRows } = await sql`
        update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${text}
        where ${standing(place, value)}`.execute(db)
      return numAffectedRows === 1n
    },

    async discard(value) {
      const place = placeOf(value)
      const change =
        place.discard === "row"
          ? sql`delete from ${sql.table(place.table)}`
          : sql`update ${sql.table(place.table)} set ${sql.ref(place.column)} = null`
      await sql`${change} where ${standing(place, value)}`.execute(db)
    },

    async keepCanary(id, sealed) {
      await db
        .insertInto("canaries")
        .values({ id, sealed })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const kept = await db
        .selectFrom("canaries")
        .select("sealed")
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
      return kept.sealed
    },
  }
}

/** `table.column` of all that is there: before an update of the database, some is yet to come. */
async function presentColumns(db: Kysely<Schema>, schema: string | undefined): Promise<Set<string>> {
  const tables = await db.introspection.getTables()
  return new Set(
    tables
      .filter((table) => schema === undefined || table.schema === schema)
      .flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`)),
  )
}
