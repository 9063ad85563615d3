/** The contract suites' halves that need a real server, and the variable that gives it. */
const HALVES = [
  {
    variable: "TEST_DATABASE_URL",
    what: "stores on a real PostgreSQL",
    example: "postgres://user@127.0.0.1:5432/bracket_test",
  },
  {
    variable: "TEST_REDIS_URL",
    what: "cache, limits and event log on a real Redis",
    example: "redis://127.0.0.1:6379/15",
  },
]

/** A box that nobody overlooks, or "" when everything is tested. */
export function skippedNotice(env) {
  const skipped = HALVES.filter(({ variable }) => !env[variable])
  if (skipped.length === 0) return ""
  const lines = [
    "NOT TESTED HERE:",
    ...skipped.flatMap(({ variable, what, example }) => [
      `  ${what}`,
      `    set ${variable}, for instance ${example}`,
    ]),
    "Their data is overwritten. .ci/run provides both servers.",
  ]
  const width = Math.max(...lines.map((line) => line.length))
  const edge = "═".repeat(width + 2)
  return [`╔${edge}╗`, ...lines.map((line) => `║ ${line.padEnd(width)} ║`), `╚${edge}╝`].join("\n")
}
