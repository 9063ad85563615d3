/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded by Node as they are: native addons, and drivers that the bundler has no business in.
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "ioredis",
    "pino",
    "undici",
    "kysely",
    "sharp",
    "prom-client",
    "@elastic/elasticsearch",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace",
    "@opentelemetry/resources",
    "@opentelemetry/exporter-trace-otlp-http",
  ],
  experimental: { optimizePackageImports: ["lucide-react"] },
  // messagesOf() compiles the sentences on the server: neither side needs the ICU parser at run time.
  turbopack: { resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  logging: false,
  // `npm test` checks the types; a person who starts Bracket need not wait for that.
  typescript: { ignoreBuildErrors: true },
}
