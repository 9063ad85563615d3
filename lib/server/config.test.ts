import { expect, it } from "vitest"
import { offeredProviders, readConfig } from "#lib/server/config"

it("names a setting that cannot be used, and repeats no secret on the terminal", () => {
  expect(() => readConfig({ PORT: "many" })).toThrow(
    'PORT must be a whole number from 0 to 65535, not "many".',
  )
  for (const [name, value] of [
    ["AUTH_SECRET", "too-short-secret"],
    ["DATABASE_URL", "mysql://bracket:a-password@host/db"],
  ]) {
    const read = () => readConfig({ [name ?? ""]: value })
    expect(read).toThrow(`${name} must be`)
    expect(read).not.toThrow(value)
  }
})

it("offers the ways to sign in that are configured whole, and says what another one lacks", () => {
  const oidc = { OIDC_ISSUER: "https://id.example/", OIDC_CLIENT_ID: "b", OIDC_CLIENT_SECRET: "s" }
  expect(offeredProviders(readConfig({}))).toEqual([])
  const config = readConfig({ ...oidc, OIDC_NAME: "Example", OIDC_ALLOWED_DOMAINS: "A.example, b.example" })
  expect(offeredProviders(config)).toEqual([{ id: "oidc", name: "Example" }])
  expect(config.signIn.oidc?.issuer).toBe("https://id.example")
  expect(config.signIn.allowedDomains).toEqual(["a.example", "b.example"])
  expect(() => readConfig({ ...oidc, OIDC_CLIENT_SECRET: "" })).toThrow("OIDC_CLIENT_SECRET is not set")
  expect(() => readConfig({ GITHUB_CLIENT_ID: "g" })).toThrow("GITHUB_CLIENT_SECRET is not set")
})

it("reads where telemetry goes, and says what belongs together", () => {
  expect(readConfig({}).telemetry).toEqual({
    metricsToken: undefined,
    otlp: undefined,
    elasticsearch: undefined,
  })
  const { otlp, elasticsearch } = readConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318/",
    OTEL_EXPORTER_OTLP_HEADERS: "api-key=a%20key, other=b=c",
    OTEL_TRACES_SAMPLER_ARG: "0.25",
    ELASTICSEARCH_URL: "http://127.0.0.1:9200",
    ELASTICSEARCH_USERNAME: "elastic",
    ELASTICSEARCH_PASSWORD: "changed",
  }).telemetry
  expect(otlp).toEqual({
    url: "http://127.0.0.1:4318/v1/traces",
    headers: { "api-key": "a key", other: "b=c" },
    serviceName: "bracket",
    ratio: 0.25,
    sendTraceparent: false,
  })
  expect(elasticsearch).toMatchObject({
    auth: { username: "elastic", password: "changed" },
    index: "api_calls",
    withPrompts: false,
  })
  expect(() => readConfig({ ELASTICSEARCH_API_KEY: "a-key" })).toThrow("ELASTICSEARCH_URL is not set")
  expect(() => readConfig({ ELASTICSEARCH_USERNAME: "elastic" })).toThrow("belong together")
  expect(() => readConfig({ ELASTICSEARCH_INDEX: "_Calls" })).toThrow("ELASTICSEARCH_INDEX must be")
  expect(() => readConfig({ ELASTICSEARCH_RETENTION_DAYS: "soon" })).toThrow("whole number of days")
  const address = "ftp://elastic:a-password@host"
  expect(() => readConfig({ ELASTICSEARCH_URL: address })).not.toThrow("a-password")
  expect(() => readConfig({ METRICS_TOKEN: "short" })).toThrow(
    "METRICS_TOKEN must be at least 16 characters.",
  )
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_HEADERS: "no header" })).toThrow("name=value,other=value")
})
