import { Worker } from "node:worker_threads"
import { expect, test } from "vitest"

// Without this the app would start and have nothing to talk to.
test("the worker says where it listens, serves, and ends when told to", async () => {
  const workerData = { apiKey: "k", secretKey: "s" }
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData })
  const { url } = await new Promise<{ url: string }>((resolve) => worker.once("message", resolve))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const ended = new Promise((resolve) => worker.once("exit", resolve))
  worker.postMessage({ close: true })
  expect(await ended).toBe(0)
})

test("the worker reports what is wrong instead of dying silently", async () => {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: {} })
  const message = await new Promise((resolve) => worker.once("message", resolve))
  expect(message).toHaveProperty("error")
})
