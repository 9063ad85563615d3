/** What Bracket leans on outside its own process, as far as it is configured. */
export type ServiceName = "database" | "redis" | "disk" | "elasticsearch" | "otlp" | "smtp" | "webhook"

/** How a service is: `detail` says in a few words why it is away, without a secret. Times are epoch ms. */
export interface ServiceState {
  name: ServiceName
  state: "up" | "away"
  /** Since when it is so. */
  since: number
  /** When somebody last heard or missed it. */
  seenAt: number
  detail?: string
}

/**
 * What is known of the services: whoever uses one reports how it went, and the interface, metrics and alerts read it.
 * A service that nobody has reported of is not configured, and not listed.
 */
export function createServices(now: () => number) {
  const states = new Map<ServiceName, ServiceState>()
  const listeners = new Set<(state: ServiceState) => void>()

  function report(name: ServiceName, state: ServiceState["state"], detail?: string): void {
    const before = states.get(name)
    const at = now()
    const after: ServiceState = {
      name,
      state,
      since: before?.state === state ? before.since : at,
      seenAt: at,
      ...(detail === undefined ? {} : { detail }),
    }
    states.set(name, after)
    if (before?.state !== state) for (const listener of listeners) listener(after)
  }

  return {
    up: (name: ServiceName) => report(name, "up"),
    away: (name: ServiceName, detail: string) => report(name, "away", detail),
    list: (): ServiceState[] => [...states.values()],
    /** Calls back whenever a service changes between up and away; the returned function ends that. */
    onChange(listener: (state: ServiceState) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Services = ReturnType<typeof createServices>
