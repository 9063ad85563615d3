import { expect, test } from "vitest"
import { images } from "./engine-fixture.ts"
import {
  type Call,
  completed,
  imageBatch,
  red,
  server,
  setUpImages,
  started,
  variant,
} from "./image-server.fixture.ts"

setUpImages()

test("an image for which there is no room ends its run with that reason, and others still show", async () => {
  const { calls } = await server(() => undefined)
  const fault = Object.assign(new Error("no space left on device"), { code: "ENOSPC" })
  const full = { ...images, putResult: async () => Promise.reject(fault) }
  const { page } = await started(imageBatch([variant()]), { images: full })
  await expect.poll(() => calls.length).toBe(1)
  const [call] = calls as [Call]
  call.send(completed(red, 0))
  call.response.end()
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code: "storage_full" } })
})
