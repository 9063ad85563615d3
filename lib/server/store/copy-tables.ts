import { type Kysely, sql } from "kysely"
import type { Schema } from "./schema.ts"

/** A table as it stands in an SQLite file: which columns it has, what tells its rows apart, what it refers to. */
interface Table {
  name: string
  columns: string[]
  key: string[]
  refersTo: string[]
}

/** Values of one statement; SQLite takes 32,766, PostgreSQL 65,535. */
const maxValues = 10_000
const rowsPerPage = 200

/** The tables of an SQLite database, each after those that it refers to. Kysely's own are left out. */
export async function tablesOf(sqlite: Kysely<Schema>): Promise<Table[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'
    order by name`.execute(sqlite)
  const tables: Table[] = []
  for (const { name } of rows) {
    const columns = await sql<{ name: string; pk: number }>`
      select name, pk from pragma_table_info(${name})`.execute(sqlite)
    const references = await sql<{ table: string }>`
      select distinct "table" from pragma_foreign_key_list(${name})`.execute(sqlite)
    const keyed = columns.rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    tables.push({
      name,
      columns: columns.rows.map((column) => column.name),
      key: keyed.map((column) => column.name),
      refersTo: references.rows.map(({ table }) => table).filter((table) => table !== name),
    })
  }
  return inOrder(tables)
}

/** Those that refer to nothing first. Throws where they refer to each other in a circle: then there is no order. */
function inOrder(tables: Table[]): Table[] {
  const ordered: Table[] = []
  const left = new Set(tables)
  while (left.size > 0) {
    const done = new Set(ordered.map(({ name }) => name))
    const next = [...left].filter(({ refersTo }) => refersTo.every((name) => done.has(name)))
    if (next.length === 0) throw new Error(`no order among ${[...left].map(({ name }) => name).join(", ")}`)
    for (const table of next) left.delete(table)
    ordered.push(...next)
  }
  return ordered
}

/** Empties these tables, which are given in their order. */
export async function emptyTables(db: Kysely<Schema>, tables: Table[]): Promise<void> {
  for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db)
}

/**
 * Copies all rows of these tables from one database to another, in this order, page by page along their keys. Both have
 * the same tables; `to` is empty. What it reads is one moment only where `from` is a transaction that sees one. Answers
 * how many rows each table has.
 */
export async function copyTables(
  from: Kysely<Schema>,
  to: Kysely<Schema>,
  tables: Table[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    counts[table.name] = 0
    for await (const page of pagesOf(from, table)) {
      await insert(to, table, page)
      counts[table.name] = (counts[table.name] ?? 0) + page.length
    }
  }
  return counts
}

type Row = Record<string, unknown>

async function* pagesOf(db: Kysely<Schema>, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  const names = (list: string[]) => sql.join(list.map((column) => sql.ref(column)))
  let last: Row | undefined
  for (;;) {
    const after = last
      ? sql`where (${names(key)}) > (${sql.join(key.map((column) => last?.[column]))})`
      : sql``
    const { rows } = await sql<Row>`
      select ${names(columns)} from ${sql.table(name)} ${after} order by ${names(key)} limit ${rowsPerPage}`.execute(
      db,
    )
    if (rows.length > 0) yield rows
    if (rows.length < rowsPerPage) return
    last = rows.at(-1)
  }
}

async function insert(db: Kysely<Schema>, { name, columns }: Table, rows: Row[]): Promise<void> {
  const atOnce = Math.max(1, Math.floor(maxValues / columns.length))
  for (let start = 0; start < rows.length; start += atOnce) {
    const values = rows
      .slice(start, start + atOnce)
      .map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
    await sql`
      insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)}`.execute(db)
  }
}
