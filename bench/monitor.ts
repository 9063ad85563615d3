/**
 * The figures of Monitor over 1,000,000 runs in 90 days: how long each query takes, on SQLite and (BENCH_DATABASE_URL)
 * on PostgreSQL, in a folder or a schema of its own that is deleted afterwards.
 */
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { type Kysely, sql } from "kysely"
import { Client } from "pg"
import { dayMs, minuteMs, type RangeName, rangeNames, spanOfRange } from "../lib/domain/monitor/range.ts"
import { openPostgres } from "../lib/server/store/postgres-driver.ts"
import type { Schema } from "../lib/server/store/schema.ts"
import { type OpenedDatabase, sqlStore } from "../lib/server/store/sql-store.ts"
import { openSqlite } from "../lib/server/store/sqlite-driver.ts"
import type { Store } from "../lib/server/store/store.ts"
import { aim, table } from "./rig/report.ts"

const runs = Number(process.env.BENCH_RUNS ?? 1_000_000)
const [people, connections, models] = [50, 3, 4]
const rounds = 7
const now = Date.now()

/** A number that looks random, from the number of the run: the same in both engines. */
const odd = (prime: number, range: number) => sql.raw(`((cast(n as bigint) * ${prime}) % 1000003) % ${range}`)

/** Runs spread evenly over 90 days, three in a hundred failed; written by the engine itself, or it would take hours. */
async function fill(db: Kysely<Schema>, isPostgres: boolean): Promise<void> {
  for (let index = 0; index < people; index++)
    await db
      .insertInto("people")
      .values({
        id: `person-${index}`,
        name: `Person ${index}`,
        role: "member",
        created_at: 1,
        email: null,
        password_hash: null,
        suspended_at: null,
      })
      .execute()
  const kind = "text" as const
  await db
    .insertInto("batches")
    .values({
      id: "bench",
      person_id: "person-0",
      kind,
      concurrency: 1,
      variants: "[]",
      preset_id: null,
      created_at: 1,
      finished_at: 1,
    })
    .execute()
  const numbers = isPostgres
    ? sql.raw(`generate_series(1, ${runs}) as numbers(n)`)
    : sql.raw(
        `(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${runs}) select n from numbers)`,
      )
  const from = now - 90 * dayMs
  const ended = sql.raw(`(${from} + cast(n as bigint) * ${90 * dayMs} / ${runs})`)
  const failed = sql`${odd(7919, 100)} < 3`
  const text = sql.raw(`'${"words of an answer ".repeat(20)}'`)
  await sql`
    insert into runs (id, batch_id, person_id, kind, variant_index, row_index, sample, status, connection_id,
      connection_name, model, mode, finish_reason, error_code, input_tokens, output_tokens, cost, ttft_ms, total_ms,
      attempt, starred, created_at, started_at, finished_at, state, prompt_text, text, reasoning, variant)
    select 'run-' || n, 'bench', 'person-' || (${odd(104729, people)}), 'text', 0, 0, 0,
      case when ${failed} then 'failed' else 'succeeded' end, 'connection-' || (${odd(1299709, connections)}),
      'Connection', 'model-' || (${odd(15485863, models)}), 'chat', 'stop',
      case when ${failed} then case when ${odd(31, 2)} = 0 then 'upstream_fault' else 'upstream_rate_limited' end end,
      ${odd(6151, 900)}, ${odd(12289, 1500)}, (${odd(24593, 1000)}) / 100000.0, 80 + (${odd(49157, 3000)}),
      400 + (${odd(98317, 20000)}), 1, 0, ${ended} - 5000, ${ended} - 4000, ${ended}, '{}', 'A prompt', ${text}, '', '{}'
    from ${numbers}`.execute(db)
  await sql`
    insert into run_endings (id, at, sent, person_id, connection_id, model, kind, status, error_code, cached, retries,
      input_tokens, output_tokens, cost, ttft_ms, total_ms)
    select id, finished_at, cast(started_at as text), person_id, connection_id, model, kind, status, error_code, 0, 0,
      input_tokens, output_tokens, cost, ttft_ms, total_ms from runs`.execute(db)
}

/** In ms. `cpu`: of this process with all its threads, which a busy machine does not lengthen; SQLite is in it. */
interface Line extends Record<string, string | number> {
  query: string
  median: number
  worst: number
  cpu: number
}

/** The queries of the page, each as often as there are rounds; the median. */
async function measure(store: Store): Promise<Line[]> {
  const lines: Line[] = []
  const time = async (query: string, ask: () => Promise<unknown>) => {
    await ask()
    const times: number[] = []
    const before = process.cpuUsage()
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      await ask()
      times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    const { user, system } = process.cpuUsage(before)
    const cpu = (user + system) / 1000 / rounds
    lines.push({ query, median: times[rounds >> 1] ?? 0, worst: times.at(-1) ?? 0, cpu })
  }
  const range = (name: RangeName) => spanOfRange(name, now)
  for (const name of rangeNames) {
    const span = range(name)
    await time(`charts ${name}`, () => store.monitor.series(span, span.stepMs))
  }
  for (const name of ["7d", "30d", "90d"] as const) {
    const span = range(name)
    const one = { ...span, personId: "person-7" }
    await time(`charts ${name}, one person`, () => store.monitor.series(one, span.stepMs))
    const some = { ...span, connectionId: "connection-1", model: "model-2" }
    await time(`charts ${name}, one model of a connection`, () => store.monitor.series(some, span.stepMs))
  }
  for (const name of ["1h", "24h", "7d", "90d"] as const)
    for (const by of ["model", "person", "day"] as const)
      await time(`by ${by}, ${name}`, () => store.monitor.totals(range(name), by))
  const page = { limit: 50 }
  for (const name of ["1h", "90d"] as const) {
    await time(`runs of ${name}`, () => store.monitor.runs(range(name), page))
    await time(`failed runs of ${name}, by code`, () =>
      store.monitor.runs({ ...range(name), code: "upstream_fault" }, page),
    )
    await time(`runs of one person, ${name}`, () =>
      store.monitor.runs({ ...range(name), personId: "person-7" }, page),
    )
  }
  await time("window of 5 minutes", () => store.monitor.window({ from: now - 5 * minuteMs, to: now }))
  await time("live", () => store.monitor.live())
  return lines
}

async function bench(name: string, opened: OpenedDatabase, aimMs: number): Promise<void> {
  const store = sqlStore(opened, () => now)
  try {
    await store.migrate()
    let start = performance.now()
    await fill(opened.db, opened.schema !== undefined)
    const filled = performance.now() - start
    start = performance.now()
    while ((await store.monitor.fold(5_000)) > 0);
    const folded = performance.now() - start
    await store.monitor.dropOld(now)
    if (opened.schema !== undefined) await sql`analyze`.execute(opened.db)
    const { count } = await opened.db
      .selectFrom("roll_ups")
      .select((select) => select.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow()
    table(`${name}: ${runs} runs over 90 days`, [
      { "filled s": filled / 1000, "summed up s": folded / 1000, "rows of figures": count },
    ])
    const lines = await measure(store)
    table(`${name}, ${rounds} rounds, ms`, lines)
    aim(`${name}: slowest query (median)`, Math.max(...lines.map(({ median }) => median)), aimMs, "ms")
  } finally {
    await store.close()
  }
}

const only = process.env.BENCH_ENGINE
if (only !== "postgres") {
  const folder = mkdtempSync(path.join(tmpdir(), "bracket-bench-"))
  try {
    await bench("SQLite", await openSqlite(folder), 500)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const databaseUrl = process.env.BENCH_DATABASE_URL
if (databaseUrl && only !== "sqlite") {
  const schema = `bench_${randomUUID().replaceAll("-", "")}`
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    await client.query(`create schema ${schema}`)
    const url = new URL(databaseUrl)
    url.searchParams.set("options", `-csearch_path=${schema}`)
    await bench("PostgreSQL", await openPostgres(url.href), 200)
  } finally {
    await client.query(`drop schema if exists ${schema} cascade`)
    await client.end()
  }
}
process.exit(0)
