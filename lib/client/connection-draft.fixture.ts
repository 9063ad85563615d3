import type { ManagedConnection, ManagedModel } from "#lib/domain/managed-connection"

/** A shared connection with a Bearer key, as an admin sees it. */
export function aManagedConnection(over: Partial<ManagedConnection> = {}): ManagedConnection {
  return {
    id: "c1",
    name: "Ours",
    template: "openai",
    dialect: "openai",
    provider: "openai",
    baseUrl: "https://api.example.com/v1",
    source: "person",
    owner: null,
    disabled: false,
    editable: true,
    deletable: true,
    credential: {
      kind: "bearer",
      fields: [{ name: "key", lastFour: "abcd" }],
      keyCreatedAt: Date.parse("2026-11-01T00:00:00Z"),
      fallbackUntil: null,
    },
    access: { kind: "everyone" },
    limits: { concurrency: 4 },
    planQuota: {},
    statusUrl: null,
    consoleUrl: null,
    timeLimits: { connectMs: 5000 },
    caPem: null,
    allowPlainHttp: false,
    models: [aManagedModel()],
    modelsReadAt: Date.parse("2026-11-24T00:00:00Z"),
    modelsError: null,
    today: { requests: 0, tokens: 0, cost: 0 },
    createdAt: 0,
    updatedAt: 0,
    ...over,
  }
}

export function aManagedModel(over: Partial<ManagedModel["model"]> = {}): ManagedModel {
  return {
    from: "provider",
    model: {
      id: "m1",
      modes: ["chat", "completion"],
      contextTokens: null,
      maxOutputTokens: null,
      thinking: "none",
      topP: "always",
      prices: [],
      test: false,
      ...over,
    },
  }
}
