import { promptText } from "#lib/domain/prompt"
import type { ObservedRun, ObservedTry, RunEnding, TryEnding } from "#lib/server/monitor/run-observer"

/** What is known of one call to a provider, as Elasticsearch keeps it. Durations in ms, cost in US dollars. */
export interface CallDocument {
  "@timestamp": string
  /** The same moment under the name of the contract. */
  timestamp: string
  endpoint?: string
  method?: string
  /** The HTTP status; null where no answer came. */
  status: number | null
  /** Null where nobody saw its end. */
  duration: number | null
  first_token_ms?: number
  model: string
  served_model?: string
  connection: string
  connection_name?: string
  provider?: string
  host?: string
  tokens_in?: number
  tokens_out?: number
  cost?: number
  request_id?: string
  response_id?: string
  run_id: string
  batch_id: string
  attempt: number
  person: string
  error_code?: string
  finish_reason?: string
  cached: boolean
  node: string
  prompt?: string
}

/** One line of the outbox. */
export interface CallLine {
  /** Says the same for the same call, however often it is sent. */
  id: string
  document: CallDocument
}

export interface DocumentOptions {
  node: string
  withPrompts: boolean
}

/** The document of a try. `ending` and `at` are absent for one whose end nobody has seen. */
export function callLine(
  run: ObservedRun,
  sent: ObservedTry,
  startedAt: number,
  options: DocumentOptions,
  over?: { ending: TryEnding; at: number },
): CallLine {
  const { connectionName, provider, method, endpoint, host, attempt } = sent
  const { ending = { code: "interrupted" }, at } = over ?? {}
  const { usage } = ending
  return {
    // With its moment: a run that was killed before its try was written down counts from one again.
    id: `${run.id}:${attempt}:${startedAt}`,
    document: {
      ...momentOf(startedAt),
      endpoint,
      method,
      status: ending.httpStatus ?? null,
      duration: at === undefined ? null : at - startedAt,
      ...given(
        "first_token_ms",
        ending.firstTokenAt === undefined ? undefined : ending.firstTokenAt - startedAt,
      ),
      ...aboutRun(run, options),
      ...given("served_model", ending.servedModel),
      connection_name: connectionName,
      provider,
      host,
      ...given("tokens_in", usage?.inputTokens),
      ...given("tokens_out", usage?.outputTokens),
      ...given("cost", ending.cost),
      ...given("request_id", ending.requestId),
      ...given("response_id", ending.responseId),
      attempt,
      ...given("error_code", ending.code),
      ...given("finish_reason", ending.finishReason),
      cached: false,
    },
  }
}

/** The document of a run that our own cache answered: nothing was sent, nothing was paid. */
export function cachedLine(
  run: ObservedRun,
  at: number,
  ending: RunEnding,
  options: DocumentOptions,
): CallLine {
  return {
    id: `${run.id}:cache`,
    document: {
      ...momentOf(at - ending.timing.totalMs),
      status: null,
      duration: ending.timing.totalMs,
      ...aboutRun(run, options),
      attempt: 0,
      ...given("error_code", ending.code),
      ...given("finish_reason", ending.finishReason),
      cached: true,
    },
  }
}

function aboutRun(run: ObservedRun, { node, withPrompts }: DocumentOptions) {
  return {
    model: run.variant.model,
    connection: run.connectionId,
    run_id: run.id,
    batch_id: run.batchId,
    person: run.personHash,
    node,
    ...(withPrompts ? { prompt: promptText(run.variant.prompt) } : {}),
  }
}

function momentOf(at: number) {
  const timestamp = new Date(at).toISOString()
  return { "@timestamp": timestamp, timestamp }
}

function given<Name extends keyof CallDocument>(name: Name, value: CallDocument[Name] | undefined) {
  return value === undefined ? {} : { [name]: value }
}
