import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely"
import type { SqliteThread } from "./sqlite-thread.ts"
import { storableValue } from "./storable-value.ts"
import { WriterGate } from "./writer-gate.ts"

/**
 * Kysely over two threads on one SQLite file: selects outside a transaction go to the reader, all else to the
 * writer. A commit has happened before its promise resolves, so the reader sees what was written before.
 */
export function sqliteDialect(threads: { writer: SqliteThread; reader: SqliteThread }): Dialect {
  return {
    createDriver: () => new ThreadedDriver(threads.writer, threads.reader),
    createQueryCompiler: () => new StorableSqliteCompiler(),
    createAdapter: () => new ThreadedAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

class StorableSqliteCompiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(storableValue(value))
  }
}

class ThreadedAdapter extends SqliteAdapter {
  /** Queries do not take turns in Kysely: `WriterGate` does that, and only for transactions. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  /** SQLite has it; Kysely's own driver does not use it. A migration then happens whole or not at all. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ThreadedDriver implements Driver {
  private readonly writer: SqliteThread
  private readonly reader: SqliteThread
  private readonly gate = new WriterGate()
  private readonly inTransaction = new WeakSet<DatabaseConnection>()

  constructor(writer: SqliteThread, reader: SqliteThread) {
    this.writer = writer
    this.reader = reader
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
        const result = await this.route(connection, query)
        // The row type is Kysely's word for what it compiled; the thread returns plain rows.
        return { rows: result.rows as R[], numAffectedRows: BigInt(result.changes) }
      },
      streamQuery: () => {
        throw new Error("The SQLite driver does not stream: ask for a page.")
      },
    }
    return connection
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      // Immediate: a transaction that reads first and writes later would otherwise fail half-way as busy.
      await this.gate.hold(() => this.writer.run("begin immediate"))
    } catch (error) {
      this.gate.leave()
      throw error
    }
    this.inTransaction.add(connection)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.writer.run("commit")
    this.endTransaction(connection)
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      // SQLite ends a transaction by itself when the disk is full: the reason for rolling back counts, not that.
      await this.writer.run("rollback").catch(() => undefined)
    } finally {
      this.endTransaction(connection)
    }
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    // The reader first: the last connection to close folds the write-ahead log into the file.
    await this.reader.close()
    await this.writer.close()
  }

  private route(connection: DatabaseConnection, { sql, parameters, query }: CompiledQuery) {
    if (this.inTransaction.has(connection)) return this.writer.run(sql, parameters)
    if (SelectQueryNode.is(query)) return this.reader.run(sql, parameters)
    return this.gate.pass(() => this.writer.run(sql, parameters))
  }

  private endTransaction(connection: DatabaseConnection): void {
    this.inTransaction.delete(connection)
    this.gate.leave()
  }
}
