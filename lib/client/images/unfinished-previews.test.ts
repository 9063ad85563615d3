import { describe, expect, it } from "vitest"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { createUnfinishedPreviews } from "./unfinished-previews.ts"

const preview = (index: number, sha256: string): ImageResult => ({
  index,
  partial: true,
  sha256,
  width: 8,
  height: 8,
})

function tab() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}
const load = async (sha256: string) => `data:image/webp;base64,${sha256}`

describe("the previews of runs that were broken off", () => {
  it("are there after a reload, with their bytes, though the server has let go of them", async () => {
    const storage = tab()
    await createUnfinishedPreviews(storage, load).keep("r1", [preview(1, "bb"), preview(0, "aa")])
    const reloaded = createUnfinishedPreviews(storage, load)
    expect(reloaded.of("r1")).toEqual([preview(0, "aa"), preview(1, "bb")])
    expect(reloaded.of("r2")).toEqual([])
    expect(reloaded.addressOf("aa")).toBe("data:image/webp;base64,aa")
    expect(reloaded.addressOf("cc")).toBe("/api/images/cc")
  })

  it("keeps no finished picture, for the server has that", async () => {
    const previews = createUnfinishedPreviews(tab(), load)
    await previews.keep("r1", [{ ...preview(0, "aa"), partial: false }])
    expect(previews.of("r1")).toEqual([])
  })

  it("lets the oldest go before the tab is full", async () => {
    const storage = tab()
    const previews = createUnfinishedPreviews(storage, load)
    for (let run = 0; run < 30; run++) await previews.keep(`r${run}`, [preview(0, `a${run}`)])
    const reloaded = createUnfinishedPreviews(storage, load)
    expect(reloaded.of("r0")).toEqual([])
    expect(reloaded.of("r29")).toHaveLength(1)
  })

  it("harms nothing where the browser refuses, the server has it no more, or the storage holds something else", async () => {
    const refusing = {
      getItem: () => "[1, null, {}]",
      setItem: () => {
        throw new Error("full")
      },
    }
    const previews = createUnfinishedPreviews(refusing, load)
    await expect(previews.keep("r1", [preview(0, "aa")])).resolves.toBeUndefined()
    // As long as the page is open, it has them all the same.
    expect(previews.of("r1")).toEqual([preview(0, "aa")])
    expect(createUnfinishedPreviews(refusing, load).of("r1")).toEqual([])
    const storage = tab()
    const gone = () => Promise.reject(new Error("404"))
    await createUnfinishedPreviews(storage, gone).keep("r1", [preview(0, "aa")])
    expect(createUnfinishedPreviews(storage, gone).of("r1")).toEqual([])
  })
})
