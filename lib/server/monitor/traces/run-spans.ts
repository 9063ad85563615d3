import {
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api"
import type { ObservedRun, RunEnding, RunNews, RunObserver } from "#lib/server/monitor/run-observer"
import { answerAttributes, operationOf, requestAttributes, tryAttributes } from "./gen-ai.ts"

/** A run that another node has ended in our place has no end here: beyond so many open ones the oldest is let go. */
const mostOpen = 20_000

interface OpenSpans {
  run: Span
  context: Context
  /** The try under way, and when its answer had begun. */
  call?: Span
}

/**
 * A span per run, and below it one per request to the provider. The run's is a child of the caller's, where that sent its
 * trace context. `sendTraceparent`: providers are told the context of the request's span.
 */
export function createRunSpans(
  tracer: Tracer,
  { sendTraceparent }: { sendTraceparent: boolean },
): RunObserver {
  const open = new Map<string, OpenSpans>()

  function begin(run: ObservedRun, startTime: Date): OpenSpans {
    const parent = contextOf(run.traceparent)
    const attributes = {
      ...requestAttributes(run),
      "bracket.run.id": run.id,
      "bracket.batch.id": run.batchId,
      "bracket.connection.id": run.connectionId,
    }
    const span = tracer.startSpan(
      `run ${run.variant.model}`,
      { kind: SpanKind.INTERNAL, startTime, attributes },
      parent,
    )
    const spans = { run: span, context: trace.setSpan(parent, span) }
    const [oldest] = open.keys()
    if (open.size >= mostOpen && oldest !== undefined) open.delete(oldest)
    open.set(run.id, spans)
    return spans
  }

  function end(spans: OpenSpans, ending: RunEnding, at: Date): void {
    const { status, code, cached, tries, timing, cost } = ending
    spans.run.setAttributes({
      "bracket.run.status": status,
      "bracket.run.tries": tries,
      "bracket.run.queue_seconds": timing.queueMs / 1000,
      "bracket.cached": cached,
      ...(cost === undefined ? {} : { "bracket.cost": cost }),
      ...(code === undefined ? {} : { "error.type": code }),
    })
    if (status === "failed" || status === "blocked" || status === "interrupted")
      spans.run.setStatus({ code: SpanStatusCode.ERROR, message: code ?? status })
    spans.run.end(at)
  }

  return {
    name: "traces",
    hear(run: ObservedRun, news: RunNews) {
      const known = open.get(run.id)
      // As a date: small numbers would be taken for time since the start of the process.
      const at = new Date(news.at)
      switch (news.type) {
        case "run-begun":
          begin(run, at)
          break
        case "try-sent":
          if (known)
            known.call = tracer.startSpan(
              `${operationOf(run)} ${run.variant.model}`,
              {
                kind: SpanKind.CLIENT,
                startTime: at,
                attributes: { ...requestAttributes(run), ...tryAttributes(news.sent) },
              },
              known.context,
            )
          break
        case "try-token":
          known?.call?.addEvent("first token", at)
          break
        case "try-ended": {
          const { code } = news.ending
          known?.call?.setAttributes(answerAttributes(news.ending, news.startedAt))
          if (code !== undefined && code !== "cancelled")
            known?.call?.setStatus({ code: SpanStatusCode.ERROR, message: code })
          known?.call?.end(at)
          break
        }
        case "retrying":
          known?.run.addEvent(
            "retry",
            { "error.type": news.code, "bracket.wait_seconds": news.waitMs / 1000 },
            at,
          )
          break
        case "breaker-wait":
          known?.run.addEvent("breaker open", at)
          break
        case "run-ended":
          // One that ends in the queue was never begun.
          end(known ?? begin(run, at), news.ending, at)
          open.delete(run.id)
      }
    },
    headersFor(run): Record<string, string> {
      const call = open.get(run.id)?.call
      return sendTraceparent && call ? { traceparent: traceparentOf(call) } : {}
    },
  }
}

/** W3C Trace Context, version 00, and what later versions keep of it. A header that says nothing valid is left out. */
function contextOf(traceparent: string | undefined): Context {
  const [, version, traceId = "", spanId = "", flags = "0"] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/.exec(traceparent?.trim() ?? "") ??
    []
  const context = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  }
  if (version === undefined || version === "ff" || !isSpanContextValid(context)) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, context)
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
}
