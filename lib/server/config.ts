import path from "node:path"
import * as z from "zod/mini"
import { telemetryProblem, telemetrySettings } from "./telemetry-settings.ts"

/** A configuration value that cannot be used: one sentence that names the variable and the remedy. */
export class ConfigError extends Error {
  override name = "ConfigError"
}

const ms = (fallback: number) =>
  z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(86_400_000)), fallback)
const text = z.optional(z.string())
const httpUrl = z.optional(z.url({ protocol: /^https?$/ }))
const flag = z._default(z.enum(["true", "false"]), "false")

const schema = z.object({
  PORT: z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(65_535)), 3000),
  HOST: z._default(z.string(), "127.0.0.1"),
  PUBLIC_URL: httpUrl,
  DATA_DIR: z._default(z.string(), ".data"),
  DATABASE_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/ })),
  REDIS_URL: z.optional(z.url({ protocol: /^rediss?$/ })),
  NODE_NAME: z.optional(z.string().check(z.regex(/^[A-Za-z0-9._-]{1,60}$/))),
  LOG_LEVEL: z._default(z.enum(["trace", "debug", "info", "warn", "error", "silent"]), "info"),
  MASTER_KEY: text,
  AUTH_SECRET: z.optional(z.string().check(z.minLength(32))),
  VAULT_ADDR: httpUrl,
  VAULT_TOKEN: text,
  VAULT_ROLE_ID: text,
  VAULT_SECRET_ID: text,
  VAULT_NAMESPACE: text,
  VAULT_CACERT: text,
  SANDBOX_URL: httpUrl,
  SANDBOX_API_KEY: text,
  SANDBOX_SECRET_KEY: text,
  DEEPSEEK_API_KEY: text,
  DEEPSEEK_SECRET_KEY: text,
  DEEPSEEK_BASE_URL: httpUrl,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: httpUrl,
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  OIDC_ISSUER: httpUrl,
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: z._default(z.string(), "OpenID Connect"),
  OIDC_ALLOWED_DOMAINS: z._default(z.string(), ""),
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
  SMTP_FROM: text,
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(16))),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl,
  OTEL_EXPORTER_OTLP_HEADERS: text,
  OTEL_SERVICE_NAME: z._default(z.string(), "bracket"),
  OTEL_TRACES_SAMPLER_ARG: z._default(z.coerce.number().check(z.gte(0), z.lte(1)), 1),
  OTEL_SEND_TRACEPARENT: flag,
  ELASTICSEARCH_URL: httpUrl,
  ELASTICSEARCH_API_KEY: text,
  ELASTICSEARCH_USERNAME: text,
  ELASTICSEARCH_PASSWORD: text,
  ELASTICSEARCH_INDEX: z._default(z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{0,200}$/)), "api_calls"),
  ELASTICSEARCH_CA_CERT: text,
  ELASTICSEARCH_RETENTION_DAYS: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(36_500))),
  ELASTICSEARCH_PROMPTS: flag,
  UNREAD_BATCH_MS: ms(30_000),
  UNREAD_LARGE_BATCH_MS: ms(900_000),
  SHUTDOWN_GRACE_MS: ms(20_000),
})

const remedies: Record<string, string> = {
  PORT: "a whole number from 0 to 65535",
  PUBLIC_URL: "an address that begins with http:// or https://",
  DATABASE_URL: "an address of the form postgres://user:password@host:5432/database",
  REDIS_URL: "an address of the form redis://host:6379/0",
  NODE_NAME: "1 to 60 letters, digits, dots, dashes or underscores",
  LOG_LEVEL: "trace, debug, info, warn, error or silent",
  AUTH_SECRET: "at least 32 characters, or leave it out and Bracket makes one",
  VAULT_ADDR: "an address that begins with http:// or https://",
  SANDBOX_URL: "an address that begins with http:// or https://",
  OIDC_ISSUER: "an address that begins with https:// (http:// only for tests)",
  SMTP_URL: "an address of the form smtp://user:password@host:587 or smtps://user:password@host:465",
  DEEPSEEK_BASE_URL: "an address that begins with http:// or https://",
  OPENAI_BASE_URL: "an address that begins with http:// or https://, as in http://127.0.0.1:11434/v1",
  METRICS_TOKEN: "at least 16 characters",
  OTEL_EXPORTER_OTLP_ENDPOINT: "an address that begins with http:// or https://, as in http://127.0.0.1:4318",
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "an address that begins with http:// or https://",
  OTEL_TRACES_SAMPLER_ARG: "a number from 0 (no trace) to 1 (every trace)",
  OTEL_SEND_TRACEPARENT: "true or false",
  ELASTICSEARCH_URL:
    "an address that begins with http:// or https://, as in https://elastic.example.com:9200",
  ELASTICSEARCH_INDEX: "the name of an index: small letters, digits, dots, dashes, underscores",
  ELASTICSEARCH_RETENTION_DAYS: "a whole number of days from 1 to 36500",
  ELASTICSEARCH_PROMPTS: "true or false",
}

export type Config = ReturnType<typeof readConfig>

/** Reads the configuration from the environment; an empty value counts as absent. Throws `ConfigError`. */
export function readConfig(environment: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? "")
    const remedy = remedies[name] ?? "a whole number of milliseconds from 1 to 86400000"
    // What may be a secret, or hold one, is not repeated on the terminal.
    const isSecret = /KEY|SECRET|TOKEN|DATABASE_URL|REDIS_URL|SMTP_URL|ELASTICSEARCH_URL|OTLP/.test(name)
    throw new ConfigError(
      isSecret ? `${name} must be ${remedy}.` : `${name} must be ${remedy}, not "${given[name]}".`,
    )
  }
  const values = parsed.data
  if (values.DEEPSEEK_SECRET_KEY && !values.DEEPSEEK_API_KEY)
    throw new ConfigError(
      "DEEPSEEK_SECRET_KEY is set but DEEPSEEK_API_KEY is not: set both, the key pair belongs together.",
    )
  if (values.SANDBOX_URL && !(values.SANDBOX_API_KEY && values.SANDBOX_SECRET_KEY))
    throw new ConfigError(
      "SANDBOX_URL is set: set SANDBOX_API_KEY and SANDBOX_SECRET_KEY to that sandbox's key pair too.",
    )
  for (const [first, ...others] of [
    ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
    ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
    ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ] as const) {
    const missing = [first, ...others].filter((name) => !values[name])
    if (missing.length > 0 && missing.length <= others.length)
      throw new ConfigError(
        `${missing[0]} is not set: sign-in by this provider needs ${[first, ...others].join(", ")} together.`,
      )
  }
  if (values.VAULT_ADDR && !values.VAULT_TOKEN && !(values.VAULT_ROLE_ID && values.VAULT_SECRET_ID))
    throw new ConfigError(
      "VAULT_ADDR is set: set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID (AppRole), to sign in there.",
    )
  if (values.SMTP_URL && !values.SMTP_FROM)
    throw new ConfigError("SMTP_URL is set: set SMTP_FROM to the address that messages come from.")
  const problem = telemetryProblem(values)
  if (problem) throw new ConfigError(problem)
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ""),
    dataDir: path.resolve(/* turbopackIgnore: true */ values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    nodeName: values.NODE_NAME,
    logLevel: values.LOG_LEVEL,
    masterKey: values.MASTER_KEY,
    authSecret: values.AUTH_SECRET,
    vault: {
      address: values.VAULT_ADDR?.replace(/\/+$/, ""),
      token: values.VAULT_TOKEN,
      roleId: values.VAULT_ROLE_ID,
      secretId: values.VAULT_SECRET_ID,
      namespace: values.VAULT_NAMESPACE,
      caFile: values.VAULT_CACERT,
    },
    sandbox: {
      url: values.SANDBOX_URL,
      apiKey: values.SANDBOX_API_KEY,
      secretKey: values.SANDBOX_SECRET_KEY,
    },
    deepseek: {
      apiKey: values.DEEPSEEK_API_KEY,
      secretKey: values.DEEPSEEK_SECRET_KEY,
      baseUrl: values.DEEPSEEK_BASE_URL?.replace(/\/+$/, ""),
    },
    openai: { apiKey: values.OPENAI_API_KEY, baseUrl: values.OPENAI_BASE_URL?.replace(/\/+$/, "") },
    signIn: {
      github: clientOf(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET),
      google: clientOf(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
      oidc: oidcOf(values),
      allowedDomains: values.OIDC_ALLOWED_DOMAINS.toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    },
    smtp: values.SMTP_URL && values.SMTP_FROM ? { url: values.SMTP_URL, from: values.SMTP_FROM } : undefined,
    telemetry: telemetrySettings(values),
    unreadBatchMs: values.UNREAD_BATCH_MS,
    unreadLargeBatchMs: values.UNREAD_LARGE_BATCH_MS,
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
  }
}

function clientOf(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined
}

function oidcOf(values: {
  OIDC_ISSUER?: string
  OIDC_CLIENT_ID?: string
  OIDC_CLIENT_SECRET?: string
  OIDC_NAME: string
}) {
  const client = clientOf(values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET)
  const issuer = values.OIDC_ISSUER?.replace(/\/+$/, "")
  return client && issuer ? { ...client, issuer, name: values.OIDC_NAME } : undefined
}

/** The ways to sign in beside a password: their ids in next-auth, and what they are called. */
export function offeredProviders({ signIn }: Pick<Config, "signIn">): { id: string; name: string }[] {
  return [
    ...(signIn.github ? [{ id: "github", name: "GitHub" }] : []),
    ...(signIn.google ? [{ id: "google", name: "Google" }] : []),
    ...(signIn.oidc ? [{ id: "oidc", name: signIn.oidc.name }] : []),
  ]
}

/** The address people use, without a slash at the end. */
export function publicUrlOf(config: Config): string {
  const host = ["0.0.0.0", "::"].includes(config.host) ? "localhost" : config.host
  return config.publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${config.port}`
}
