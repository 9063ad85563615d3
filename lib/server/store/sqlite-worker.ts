import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { parentPort, workerData } from "node:worker_threads"

/**
 * The thread that holds one connection to the SQLite file: answers statements in the order in which they come.
 * It is started from its source, outside the bundle, so it imports nothing but Node.
 */

/** What the main thread asks for; `sql: null` closes the file and ends the thread. */
export interface SqliteRequest {
  id: number
  sql: string | null
  parameters: SQLInputValue[]
}

/** An answer, or the fault with SQLite's (extended) result code. Id 0 tells how the opening went. */
export type SqliteReply =
  | { id: number; rows: Record<string, unknown>[]; changes: number }
  | { id: number; fault: { message: string; resultCode: number } }

/** How to open: the writer makes the file, the reader sees what the writer has committed. */
export interface SqliteWorkerData {
  file: string
  role: "writer" | "reader"
}

/** Statements kept prepared; lists of different length make different SQL, so there has to be an end to it. */
const maxPrepared = 200

interface Prepared {
  statement: StatementSync
  returnsRows: boolean
}

function open({ file, role }: SqliteWorkerData): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: role === "reader", timeout: 5_000 })
  if (role === "writer") database.exec("pragma journal_mode = wal; pragma synchronous = full")
  database.exec("pragma foreign_keys = on")
  // Reads a page of the file, so that a corrupt one shows now and not at the first query.
  database.exec("select count(*) from sqlite_schema")
  return database
}

function statementCache(database: DatabaseSync): (sql: string) => Prepared {
  const cache = new Map<string, Prepared>()
  return (sql) => {
    const known = cache.get(sql)
    if (known) {
      cache.delete(sql)
      cache.set(sql, known)
      return known
    }
    const statement = database.prepare(sql)
    const prepared = { statement, returnsRows: statement.columns().length > 0 }
    cache.set(sql, prepared)
    const oldest = cache.keys().next().value
    if (cache.size > maxPrepared && oldest !== undefined) cache.delete(oldest)
    return prepared
  }
}

function faultOf(error: unknown): { message: string; resultCode: number } {
  const message = error instanceof Error ? error.message : String(error)
  const resultCode = error instanceof Error && "errcode" in error ? Number(error.errcode) : 1
  return { message, resultCode }
}

function serve(port: NonNullable<typeof parentPort>, options: SqliteWorkerData): void {
  const reply = (message: SqliteReply) => port.postMessage(message)
  try {
    const database = open(options)
    const prepare = statementCache(database)
    port.on("message", ({ id, sql, parameters }: SqliteRequest) => {
      try {
        if (sql === null) {
          database.close()
          reply({ id, rows: [], changes: 0 })
          port.close()
          return
        }
        const { statement, returnsRows } = prepare(sql)
        if (returnsRows) reply({ id, rows: statement.all(...parameters), changes: 0 })
        else reply({ id, rows: [], changes: Number(statement.run(...parameters).changes) })
      } catch (error) {
        reply({ id, fault: faultOf(error) })
      }
    })
    reply({ id: 0, rows: [], changes: 0 })
  } catch (error) {
    reply({ id: 0, fault: faultOf(error) })
    port.close()
  }
}

if (parentPort) serve(parentPort, workerData)
