import { createAuditRecorder } from "#lib/server/audit/audit-recorder"
import { readConfig } from "#lib/server/config"
import type { EngineDeps } from "#lib/server/engine/engine"
import { createSlots } from "#lib/server/engine/slots"
import { createServices } from "#lib/server/monitor/services"
import { openTelemetry } from "#lib/server/open-telemetry"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { listedWords } from "./listed-words.ts"

/** What a stage may change before the engine is made, and what it does beside each batch. */
export interface StagedEngine {
  deps: EngineDeps
  /** Where traces and documents go. */
  sinkUrl: string
  dataDir: string
  besideBatch: (() => void)[]
}

/**
 * The stages around a run that can be left out, by name: each puts itself into the engine's parts. One that a later
 * version adds to the pipeline gets its line here, and the benchmark measures it.
 */
export const stages: Record<string, (engine: StagedEngine) => void | Promise<void>> = {
  /** Lists of 10,000 words over prompts and outputs, none of which the texts hold. */
  async filter({ deps }) {
    const [person] = await deps.store.people.list()
    const by = { personId: person?.id ?? "", now: deps.now() }
    for (const strict of [false, true]) {
      const { id } = await deps.store.wordLists.create(
        {
          name: strict ? "Strict" : "Plain",
          category: "own",
          language: "",
          action: "mask",
          scope: "both",
          strict,
          words: listedWords.slice(strict ? 5000 : 0, strict ? 10_000 : 5000),
        },
        by,
      )
      await deps.store.wordLists.activate(id, 1, by)
    }
  },
  /** The cache, which never holds what is asked for: a look, a turn, another look, and an answer to be kept. */
  cache({ deps }) {
    deps.caching = {
      cache: createMemoryAnswerCache({ now: deps.now }),
      flights: createSlots({ sleep: deps.sleep }),
      policy: () => deps.store.policy.get(),
    }
  },
  /** Rows of runs, their requests and their endings; without it nothing but the batch itself is written. */
  record() {
    // It is there unless it is taken out: see `withoutRecord`.
  },
  /** A row of the audit log per batch, as the route leaves it. */
  audit({ deps, besideBatch }) {
    const audit = createAuditRecorder({ store: deps.store.audit, now: deps.now, log: deps.log })
    besideBatch.push(() => {
      audit.record({
        action: "batch.start",
        personId: null,
        target: null,
        outcome: "ok",
        address: "direct",
        requestId: "bench",
        details: {},
      })
    })
  },
  /** Metrics, the log's line, traces and documents for Elasticsearch, all of them. */
  async observers({ deps, sinkUrl, dataDir }) {
    const services = createServices(deps.now)
    const telemetry = await openTelemetry({
      config: readConfig({
        DATA_DIR: dataDir,
        OTEL_EXPORTER_OTLP_ENDPOINT: sinkUrl,
        ELASTICSEARCH_URL: sinkUrl,
      }),
      state: { services, load: () => undefined, breakers: () => deps.breakers.list() },
      services,
      node: deps.node,
      now: deps.now,
      log: deps.log,
    })
    deps.observers = telemetry.observers
  },
}

/** The same engine's parts with a store that keeps nothing of how runs go. */
export function withoutRecord(deps: EngineDeps): EngineDeps {
  const { runs } = deps.store
  return {
    ...deps,
    store: {
      ...deps.store,
      runs: {
        ...runs,
        flush: async () => undefined,
        recordRequest: async () => undefined,
        finish: async () => true,
        countByStatus: async () => ({}),
      },
    },
  }
}
