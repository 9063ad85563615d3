import path from "node:path"

/** The variables of metrics, traces and Elasticsearch, as they were parsed. */
interface TelemetryVariables {
  METRICS_TOKEN?: string
  OTEL_EXPORTER_OTLP_ENDPOINT?: string
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string
  OTEL_EXPORTER_OTLP_HEADERS?: string
  OTEL_SERVICE_NAME: string
  OTEL_TRACES_SAMPLER_ARG: number
  OTEL_SEND_TRACEPARENT: "true" | "false"
  ELASTICSEARCH_URL?: string
  ELASTICSEARCH_API_KEY?: string
  ELASTICSEARCH_USERNAME?: string
  ELASTICSEARCH_PASSWORD?: string
  ELASTICSEARCH_INDEX: string
  ELASTICSEARCH_CA_CERT?: string
  ELASTICSEARCH_RETENTION_DAYS?: number
  ELASTICSEARCH_PROMPTS: "true" | "false"
}

/** Where traces go. `ratio`: which share of them, from 0 to 1. */
export interface OtlpSettings {
  url: string
  headers: Record<string, string>
  serviceName: string
  ratio: number
  /** Sends the trace context along to providers. */
  sendTraceparent: boolean
}

/** The cluster that is told of each call. */
export interface ElasticsearchSettings {
  url: string
  auth?: { apiKey: string } | { username: string; password: string }
  index: string
  /** A file of certificates (PEM) that vouch for it. */
  caFile?: string
  /** Documents older than this are deleted; undefined: none are. */
  retentionDays?: number
  /** Documents hold the prompt's text too. */
  withPrompts: boolean
}

/** What is wrong with variables that belong together, as a sentence with its remedy. */
export function telemetryProblem(values: TelemetryVariables): string | undefined {
  const { ELASTICSEARCH_USERNAME: user, ELASTICSEARCH_PASSWORD: password, ELASTICSEARCH_API_KEY } = values
  if ((user === undefined) !== (password === undefined))
    return "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD belong together: set both, or an ELASTICSEARCH_API_KEY instead."
  if (user !== undefined && ELASTICSEARCH_API_KEY !== undefined)
    return "ELASTICSEARCH_API_KEY and ELASTICSEARCH_USERNAME are both set: leave one of them out."
  const others = [user, ELASTICSEARCH_API_KEY, values.ELASTICSEARCH_CA_CERT]
  if (values.ELASTICSEARCH_URL === undefined && others.some((value) => value !== undefined))
    return "ELASTICSEARCH_URL is not set but other ELASTICSEARCH_ variables are: set it to the address of the cluster."
  if (values.OTEL_EXPORTER_OTLP_HEADERS !== undefined && !headersOf(values.OTEL_EXPORTER_OTLP_HEADERS))
    return "OTEL_EXPORTER_OTLP_HEADERS must be of the form name=value,other=value."
  return undefined
}

/** The same variables in the form in which they are used. */
export function telemetrySettings(values: TelemetryVariables) {
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, "")
  const tracesUrl = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`)
  const otlp: OtlpSettings | undefined = tracesUrl
    ? {
        url: tracesUrl,
        headers: headersOf(values.OTEL_EXPORTER_OTLP_HEADERS ?? "") ?? {},
        serviceName: values.OTEL_SERVICE_NAME,
        ratio: values.OTEL_TRACES_SAMPLER_ARG,
        sendTraceparent: values.OTEL_SEND_TRACEPARENT === "true",
      }
    : undefined
  return { metricsToken: values.METRICS_TOKEN, otlp, elasticsearch: elasticsearchOf(values) }
}

function elasticsearchOf(values: TelemetryVariables): ElasticsearchSettings | undefined {
  if (values.ELASTICSEARCH_URL === undefined) return undefined
  const { ELASTICSEARCH_API_KEY: apiKey, ELASTICSEARCH_USERNAME: username } = values
  return {
    url: values.ELASTICSEARCH_URL,
    ...(apiKey ? { auth: { apiKey } } : {}),
    ...(username ? { auth: { username, password: values.ELASTICSEARCH_PASSWORD ?? "" } } : {}),
    index: values.ELASTICSEARCH_INDEX,
    ...(values.ELASTICSEARCH_CA_CERT
      ? { caFile: path.resolve(/* turbopackIgnore: true */ values.ELASTICSEARCH_CA_CERT) }
      : {}),
    retentionDays: values.ELASTICSEARCH_RETENTION_DAYS,
    withPrompts: values.ELASTICSEARCH_PROMPTS === "true",
  }
}

/** As OpenTelemetry writes them: name=value with commas between, values percent-encoded. Undefined for anything else. */
function headersOf(text: string): Record<string, string> | undefined {
  const headers: Record<string, string> = {}
  for (const pair of text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*=\s*(.*)$/.exec(pair) ?? []
    if (name === undefined || value === undefined) return undefined
    try {
      headers[name] = decodeURIComponent(value)
    } catch {
      return undefined
    }
  }
  return headers
}
