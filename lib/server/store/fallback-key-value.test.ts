import { describe, expect, it } from "vitest"
import { createFallbackKeyValue } from "./fallback-key-value.ts"
import type { KeyValue } from "./key-value.ts"
import { keyValueContract } from "./key-value-contract.ts"
import { createMemoryKeyValue } from "./memory-key-value.ts"

let time = 0
const memory = () => createMemoryKeyValue({ now: () => time })
const pass = async (ms: number) => {
  time += ms
}

/** A server that a test can take away; what it holds stays. */
function server() {
  const kept = memory()
  const state = { away: false }
  const answering = new Proxy(kept, {
    get: (target, name: keyof KeyValue) =>
      state.away ? async () => Promise.reject(new Error("away")) : target[name],
  })
  return { kept, state, answering }
}

describe("while the server is there", () => {
  keyValueContract(async () => createFallbackKeyValue({ shared: memory(), now: () => time }), pass)
})

describe("while the server is away", () => {
  keyValueContract(async () => {
    const { answering, state } = server()
    state.away = true
    return { ...createFallbackKeyValue({ shared: answering, now: () => time }), close: async () => {} }
  }, pass)
})

it("a lock that was taken while the server was away is still held when it is back, and then on the server", async () => {
  const { kept, state, answering } = server()
  const store = createFallbackKeyValue({ shared: answering, now: () => time })
  state.away = true
  expect(await store.setIfAbsent("lock", "mine", 30_000)).toBe(true)
  state.away = false
  expect(await store.setIfAbsent("lock", "yours", 30_000)).toBe(false)
  expect(await store.renewIfEqual("lock", "mine", 30_000)).toBe(true)
  expect(await kept.get("lock")).toBe("mine")
  expect(await store.deleteIfEqual("lock", "mine")).toBe(true)
  expect(await store.setIfAbsent("lock", "yours", 30_000)).toBe(true)
})

it("a lock that was taken before the server went is renewed here", async () => {
  const { state, answering } = server()
  const store = createFallbackKeyValue({ shared: answering, now: () => time })
  await store.setIfAbsent("lock", "mine", 30_000)
  state.away = true
  expect(await store.renewIfEqual("lock", "mine", 30_000)).toBe(true)
  expect(await store.setIfAbsent("lock", "yours", 30_000)).toBe(false)
  expect(await store.deleteIfEqual("lock", "mine")).toBe(true)
})
