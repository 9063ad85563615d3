import { Kysely, PostgresDialect, PostgresQueryCompiler, sql } from "kysely"
import { Pool, types } from "pg"
import type { Schema } from "./schema.ts"
import type { OpenedDatabase } from "./sql-store.ts"
import { storableValue } from "./storable-value.ts"
import { StoreOpenError } from "./store-open-error.ts"
import { containsPattern, type TextSearch } from "./text-search.ts"

/** Substrings by `ilike`. */
const postgresSearch: TextSearch = {
  contains: (column, word) => sql`${sql.ref(column)} ilike ${containsPattern(word)} escape '\\'`,
  firstHit: (column, word) => sql`strpos(lower(${sql.ref(column)}), lower(${word}))`,
}

/** `bigint` and `numeric` come as text by default; ours are times and counts, exact as numbers. */
const asNumber = new Set([20, 1700])

class StorableCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(storableValue(value))
  }
}

class StorableDialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new StorableCompiler()
  }
}

/** Opens a PostgreSQL database by its URL. Throws `StoreOpenError` when it does not answer. */
export async function openPostgres(databaseUrl: string): Promise<OpenedDatabase> {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: "bracket",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) => (asNumber.has(oid) ? Number : types.getTypeParser(oid, format)),
    },
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => {})
  const db = new Kysely<Schema>({ dialect: new StorableDialect({ pool }) })
  try {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
    return { db, search: postgresSearch, schema: rows[0]?.schema, close: () => db.destroy() }
  } catch (cause) {
    await pool.end()
    throw new StoreOpenError(
      `The PostgreSQL server of DATABASE_URL does not let Bracket in: ${reasonOf(cause)}.`,
      "Check that it is running and that address, database, user and password in DATABASE_URL are right.",
      cause,
    )
  }
}

/** A refused connection to a name with several addresses has its reasons inside. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join("; ")
  return error instanceof Error && error.message !== "" ? error.message : String(error)
}
