import { expect, test, vi } from "vitest"
import { aSetup } from "#lib/domain/setup.fixture"
import { collectPresets } from "./collect-presets.ts"

const summary = (id: string) => ({
  id,
  kind: "text",
  name: id,
  description: "",
  folder: "",
  tags: [],
  starred: false,
  version: 1,
  columns: 1,
  models: [],
  createdAt: 1,
  updatedAt: 1,
})
const view = {
  rendering: "plain",
  reading: "answers",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
}
const detail = (id: string) => ({
  preset: summary(id),
  version: { number: 1, note: "", createdAt: 1 },
  content: { version: 1, setup: aSetup(), view },
})
const fault = (code: string) => ({ error: { code, message: code, hint: "", requestId: "r" } })

test("all pages are read in their order; what is gone is left out, and a full server is waited for", async () => {
  let isFull = true
  const asked: string[] = []
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address)
    const answer = (body: object, status = 200, headers = {}) =>
      new Response(JSON.stringify(body), { status, headers })
    if (address.startsWith("/api/presets?"))
      return address.includes("cursor=two")
        ? answer({ presets: [summary("c")], nextCursor: null })
        : answer({ presets: [summary("a"), summary("b")], nextCursor: "two" })
    if (address === "/api/presets/a" && isFull) {
      isFull = false
      return answer(fault("rate_limited"), 429, { "retry-after": "0" })
    }
    if (address === "/api/presets/b") return answer(fault("not_found"), 404)
    return answer(detail(address.split("/").at(-1) ?? ""))
  })
  const seen: number[][] = []
  const found = await collectPresets(
    { folder: "work" },
    (...progress) => seen.push(progress),
    new AbortController().signal,
  )
  expect(found.map(({ preset }) => preset.id)).toEqual(["a", "c"])
  expect(seen.at(-1)).toEqual([3, 3])
  expect(asked[0]).toContain("folder=work")
  vi.unstubAllGlobals()
})
