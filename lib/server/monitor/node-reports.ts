import type { ServiceName, Services } from "#lib/server/monitor/services"
import type { KeyValue } from "#lib/server/store/key-value"

/** How long others believe what a node said, in ms: three looks. */
const reportTtlMs = 45_000

const serviceNames = [
  "database",
  "redis",
  "disk",
  "elasticsearch",
  "otlp",
  "smtp",
  "webhook",
] as const satisfies ServiceName[]

/**
 * Breakers and services are known by each node for itself, and one node looks after the alerts: so each says what is
 * open or away at it. While the shared store is away, a node knows of itself alone.
 */
export function createNodeReports(deps: {
  keyValue: KeyValue
  node: string
  breakers: { list(): { connectionId: string; state: string }[] }
  services: Pick<Services, "list">
}) {
  const { keyValue, node } = deps
  let said = new Map<string, string>()

  function local(): Map<string, string> {
    const away = deps.services.list().filter(({ state }) => state === "away")
    const waiting = deps.breakers.list().filter(({ state }) => state !== "closed")
    return new Map([
      ...waiting.map(({ connectionId }): [string, string] => [`breaker:${connectionId}`, ""]),
      ...away.map(({ name, detail = "" }): [string, string] => [`service:${name}`, detail]),
    ])
  }

  const keyOf = (name: string) => `alerts:${name}`
  const noteOf = (detail: string) => `${node}\n${detail}`

  async function heard(name: string): Promise<string | undefined> {
    const own = local().get(name)
    if (own !== undefined) return own
    const value = await keyValue.get(keyOf(name)).catch(() => undefined)
    return value?.slice(value.indexOf("\n") + 1)
  }

  return {
    /** Says what is open or away here, and takes back what no longer is. Never rejects. */
    async report(): Promise<void> {
      const now = local()
      const over = [...said].filter(([name]) => !now.has(name))
      said = now
      await Promise.all([
        ...[...now].map(([name, detail]) => keyValue.set(keyOf(name), noteOf(detail), reportTtlMs)),
        ...over.map(([name, detail]) => keyValue.deleteIfEqual(keyOf(name), noteOf(detail))),
      ]).catch(() => undefined)
    },

    isBreakerOpen: async (connectionId: string): Promise<boolean> =>
      (await heard(`breaker:${connectionId}`)) !== undefined,

    /** Services that are away at some node, and why. */
    async away(): Promise<{ name: ServiceName; detail: string }[]> {
      const all = await Promise.all(
        serviceNames.map(async (name) => ({ name, detail: await heard(`service:${name}`) })),
      )
      return all.flatMap(({ name, detail }) => (detail === undefined ? [] : [{ name, detail }]))
    },
  }
}

export type NodeReports = ReturnType<typeof createNodeReports>
