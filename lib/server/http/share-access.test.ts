import { expect, test } from "vitest"
import { readShare, shareImageOwner } from "./share-access.ts"

const hash = "a".repeat(64)

/** A link of Ann's that anyone may read, with one image. */
function reading(suspendedAt: number | null) {
  const share = { audience: "link" }
  return {
    now: () => 100,
    store: {
      shares: {
        read: async () => ({ share, ownerId: "ann" }),
        imageOwner: async () => ({ ownerId: "ann", audience: "link" }),
      },
      people: { get: async () => ({ suspended_at: suspendedAt }) },
    },
  } as never
}

test("what somebody has handed out is read by whoever has the link, but not while they are suspended", async () => {
  expect(await readShare(reading(null), "id", undefined)).toMatchObject({ kind: "share", ownerId: "ann" })
  expect(await shareImageOwner(reading(null), "id", hash, undefined)).toBe("ann")
  expect(await readShare(reading(50), "id", undefined)).toEqual({ kind: "gone" })
  expect(await shareImageOwner(reading(50), "id", hash, { id: "ben" })).toBeUndefined()
})
