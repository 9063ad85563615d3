import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { resourceFromAttributes } from "@opentelemetry/resources"
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace"
import type { Services } from "#lib/server/monitor/services"
import { createRunSpans } from "./run-spans.ts"

export interface TraceSettings {
  url: string
  headers: Record<string, string>
  serviceName: string
  /** Which share of the traces that begin here is kept, from 0 to 1. */
  ratio: number
  sendTraceparent: boolean
}

/** Spans that wait to be sent, at most; what comes then is given up. */
const mostWaiting = 4096
/** How long the last spans may take when the server stops, in ms. */
const closeWithinMs = 2000
const exportTimeoutMs = 10_000

/**
 * Begins to trace runs and to send the spans by OTLP over HTTP, in JSON. The provider of spans is our own: nothing is
 * registered, so that no other instrumentation of this process comes along. `everyMs` is for tests.
 */
export function openTraces(
  settings: TraceSettings,
  deps: { services: Pick<Services, "up" | "away">; node: string; version: string; everyMs?: number },
) {
  const counts = { sent: 0, lost: 0 }
  const exporter = new OTLPTraceExporter({
    url: settings.url,
    headers: settings.headers,
    timeoutMillis: exportTimeoutMs,
  })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": settings.serviceName,
      "service.version": deps.version,
      "service.instance.id": deps.node,
    }),
    // A caller who traces has decided already.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: watched(exporter, counts, deps.services),
        maxQueueSize: mostWaiting,
        scheduledDelayMillis: deps.everyMs ?? 2000,
        exportTimeoutMillis: exportTimeoutMs,
      }),
    ],
  })
  return {
    observer: createRunSpans(provider.getTracer("bracket", deps.version), settings),
    counts: () => ({ ...counts }),
    /** Sends what waits, if that is quick. */
    async close(): Promise<void> {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWithinMs)
      })
      await Promise.race([provider.shutdown().catch(() => undefined), late])
      clearTimeout(timer)
    },
  }
}

/** Reports how the endpoint is by how it takes the spans. */
function watched(
  exporter: SpanExporter,
  counts: { sent: number; lost: number },
  services: Pick<Services, "up" | "away">,
): SpanExporter {
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0 stands for success.
        if (result.code === 0) {
          counts.sent += spans.length
          services.up("otlp")
        } else {
          counts.lost += spans.length
          services.away("otlp", reasonOf(result.error))
        }
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  }
}

/** In a few words, without the address or a header. */
function reasonOf(error: (Error & { code?: unknown; cause?: unknown }) | undefined): string {
  const code = error?.code ?? (error?.cause as { code?: unknown } | undefined)?.code
  if (typeof code === "number") return `answered ${code}`
  return typeof code === "string" ? code : "not reachable"
}
