import { randomUUID } from "node:crypto"
import { type Api, expect } from "./fixtures.ts"

/**
 * Has the sandbox make one picture for each seed, one after the other, so that the last seed is the newest. The same seed
 * twice is made twice.
 */
export async function makePictures(api: Api, prompt: string, seeds: number[]): Promise<void> {
  const variants = seeds.map((seed) => ({
    connectionId: "sandbox",
    model: "sandbox-image",
    mode: "image",
    prompt: { kind: "image", text: prompt },
    parameters: { size: "512x512", steps: 1, seed },
  }))
  const response = await api.http.post("/api/batches", {
    data: {
      batchId: randomUUID(),
      kind: "image",
      variants,
      runs: variants.map((_, variantIndex) => ({ variantIndex, sample: 0 })),
      concurrency: 1,
      cache: "off",
    },
  })
  expect(response.status(), await response.text()).toBe(200)
}
