import { randomUUID } from "node:crypto"
import type { Variant } from "#lib/domain/batch"
import type { KeptView } from "#lib/domain/preset-content"
import { queuedRun, type RunState } from "#lib/domain/run"
import type { Setup } from "#lib/domain/setup-schema"
import type { BatchSettings, NewRun } from "./batch-ports.ts"
import { blankConnection } from "./blank-connection.ts"
import type { ConnectionRow, PersonRow } from "./schema.ts"
import type { Store } from "./store.ts"

/** Things for the contract suites. Every test makes its own people, so that tests can share a database. */

/** A new person, stored. */
export async function aPerson(store: Store, more: Partial<PersonRow> = {}): Promise<PersonRow> {
  const person: PersonRow = {
    id: randomUUID(),
    name: "Ann",
    email: null,
    role: "member",
    password_hash: null,
    suspended_at: null,
    created_at: 1,
    ...more,
  }
  await store.people.create(person)
  return person
}

/** A connection's row; not stored. */
export function aConnection(more: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    ...blankConnection(randomUUID(), 1),
    name: "Local",
    base_url: "http://127.0.0.1:1/v1",
    access: more.owner_id ? "owner" : "everyone",
    ...more,
  }
}

export function aVariant(prompt: string, more: Partial<Variant> = {}): Variant {
  return {
    connectionId: "local",
    model: "small",
    mode: "completion",
    prompt: { kind: "text", text: prompt },
    parameters: { temperature: 0.5 },
    ...more,
  }
}

export const aLease = { node: "node-1", until: 10_000 }

/** A stored batch with one run per prompt; the ids of its runs, in the order of the prompts. */
export async function aBatch(
  store: Store,
  personId: string,
  prompts: (string | Variant)[],
  more: {
    createdAt?: number
    lease?: { node: string; until: number }
    kind?: "text" | "image"
    settings?: BatchSettings
  } = {},
): Promise<{ id: string; runIds: string[] }> {
  const id = randomUUID()
  const variants = prompts.map((prompt) => (typeof prompt === "string" ? aVariant(prompt) : prompt))
  const runs = newRuns(variants)
  await store.batches.create(
    {
      id,
      personId,
      kind: more.kind ?? "text",
      concurrency: 5,
      variants,
      createdAt: more.createdAt ?? 100,
      ...more.settings,
    },
    runs,
    more.lease ?? aLease,
  )
  return { id, runIds: runs.map((run) => run.id) }
}

/** One run per variant, not stored. */
export function newRuns(variants: Variant[], firstIndex = 0): NewRun[] {
  return variants.map((variant, index) => ({
    id: randomUUID(),
    variant,
    connectionName: "Local",
    variantIndex: firstIndex + index,
    row: 0,
    sample: 0,
  }))
}

/** A workspace with these columns. */
export function aSetup(columns: { id: string; name?: string }[]): Setup {
  return {
    mode: "chat",
    promptText: "Tell {{name}} about rain",
    system: "",
    turns: [{ id: "t1", role: "user", text: "Hello" }],
    columns: columns.map((column) => ({
      ...column,
      connectionId: "local",
      model: "small",
      parameters: { temperature: { on: true, value: 0.5 } },
      samples: 1,
    })),
    baselineId: columns[0]?.id ?? "",
    variables: { names: ["name"], rows: [{ id: "r1", values: { name: "Ann" } }] },
    checks: [],
    concurrency: 5,
  }
}

/** How a workspace is looked at. */
export const aView: KeptView = {
  rendering: "markdown",
  reading: "answers",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
}

/** A run as its first events would have folded it. */
export function aState(runId: string, more: Partial<RunState> = {}): RunState {
  return {
    ...queuedRun({ runId, variantIndex: 0, row: 0, sample: 0 }),
    status: "running",
    attempts: [{ number: 1, startedAt: 200 }],
    startedAt: 200,
    ...more,
  }
}

/** Ends a run well, with this text. */
export async function finishRun(
  store: Store,
  runId: string,
  text: string,
  more: Partial<RunState> = {},
): Promise<void> {
  const state = aState(runId, { status: "succeeded", finishReason: "stop", text, finishedAt: 300, ...more })
  await store.runs.finish(runId, { state, eventId: "1-9" })
}
