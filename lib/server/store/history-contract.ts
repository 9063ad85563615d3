import { expect, it } from "vitest"
import type { HistoryFilter } from "#lib/domain/history"
import { aBatch, aPerson, aState, aVariant, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** History: finding a run again, and only one's own. */
export function historyContract(current: () => Store): void {
  const found = async (personId: string, filter: HistoryFilter) =>
    (await current().runs.history(personId, filter, { limit: 100 })).runs
      .map((run) => run.promptPreview)
      .sort()

  const searchable = async (texts: [prompt: string, answer: string][]) => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(
      current(),
      person.id,
      texts.map(([prompt]) => prompt),
    )
    for (const [index, [, answer]] of texts.entries())
      await finishRun(current(), String(runIds[index]), answer)
    return person.id
  }

  it("shows the newest first and every run once over the pages, however many share a moment", async () => {
    const person = await aPerson(current())
    for (const createdAt of [10, 30, 20]) await aBatch(current(), person.id, ["a", "b", "c"], { createdAt })
    const seen: { id: string; createdAt: number }[] = []
    let cursor: string | undefined
    do {
      const page = await current().runs.history(person.id, {}, { limit: 2, cursor })
      expect(page.runs.length).toBeLessThanOrEqual(2)
      seen.push(...page.runs)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.map((run) => run.createdAt)).toEqual([30, 30, 30, 20, 20, 20, 10, 10, 10])
    expect(new Set(seen.map((run) => run.id)).size).toBe(9)
  })

  it("a run that comes while somebody pages shifts no page", async () => {
    const person = await aPerson(current())
    for (const createdAt of [10, 20]) await aBatch(current(), person.id, [`at ${createdAt}`], { createdAt })
    const first = await current().runs.history(person.id, {}, { limit: 1 })
    await aBatch(current(), person.id, ["newer"], { createdAt: 30 })
    const second = await current().runs.history(person.id, {}, { limit: 1, cursor: first.nextCursor ?? "" })
    expect(second.runs.map((run) => run.promptPreview)).toEqual(["at 10"])
    expect(second.nextCursor).toBeNull()
  })

  it("a made-up cursor is refused by name", async () => {
    const person = await aPerson(current())
    const cursors = [
      "nonsense",
      "",
      Buffer.from("[1]").toString("base64url"),
      Buffer.from("null").toString("base64url"),
    ]
    for (const cursor of cursors) {
      const answer = current().runs.history(person.id, {}, { limit: 1, cursor })
      await expect(answer).rejects.toMatchObject({ code: "invalid_input", field: "cursor" })
    }
  })

  it("finds words in prompt and answer, in any case and order, when all of them occur", async () => {
    const personId = await searchable([
      ["Write a POEM about rain", "Drops on the Window"],
      ["Write a story", "rain, rain"],
      ["Nothing", "here"],
    ])
    expect(await found(personId, { q: "poem" })).toEqual(["Write a POEM about rain"])
    expect(await found(personId, { q: "RAIN" })).toEqual(["Write a POEM about rain", "Write a story"])
    expect(await found(personId, { q: "  window   poem " })).toEqual(["Write a POEM about rain"])
    expect(await found(personId, { q: "poem story" })).toEqual([])
    expect(await found(personId, { q: "ain" })).toHaveLength(2)
    expect(await found(personId, { q: "   " })).toHaveLength(3)
  })

  it("finds Chinese by one character and by several, in prompt and answer", async () => {
    const personId = await searchable([
      ["写一首关于雨的诗", "窗外的雨声"],
      ["写一个故事", "从前有一座山"],
    ])
    expect(await found(personId, { q: "诗" })).toEqual(["写一首关于雨的诗"])
    expect(await found(personId, { q: "写" })).toHaveLength(2)
    expect(await found(personId, { q: "一座山" })).toEqual(["写一个故事"])
    expect(await found(personId, { q: "雨声 关于" })).toEqual(["写一首关于雨的诗"])
    expect(await found(personId, { q: "雪" })).toEqual([])
  })

  it("takes the signs of a pattern as they are: %, _ and \\", async () => {
    const personId = await searchable([
      ["100% sure", "a_b"],
      ["100 sure", "axb"],
      ["C:\\temp", 'it\'s "quoted"'],
    ])
    expect(await found(personId, { q: "%" })).toEqual(["100% sure"])
    expect(await found(personId, { q: "a_b" })).toEqual(["100% sure"])
    expect(await found(personId, { q: "\\" })).toEqual(["C:\\temp"])
    expect(await found(personId, { q: "it's" })).toEqual(["C:\\temp"])
  })

  it("filters by kind, status, model, connection, time, star and batch, together", async () => {
    const person = await aPerson(current())
    const other = aVariant("other", { model: "large", connectionId: "remote" })
    const { runIds } = await aBatch(current(), person.id, ["plain", other], { createdAt: 50 })
    await aBatch(current(), person.id, ["picture"], { createdAt: 60, kind: "image" })
    await finishRun(current(), String(runIds[1]), "done")
    await current().runs.change(String(runIds[1]), person.id, { starred: true }, 1)

    expect(await found(person.id, { kind: "image" })).toEqual(["picture"])
    expect(await found(person.id, { status: "succeeded" })).toEqual(["other"])
    expect(await found(person.id, { model: "large" })).toEqual(["other"])
    expect(await found(person.id, { connection: "local" })).toEqual(["picture", "plain"])
    expect(await found(person.id, { starred: true })).toEqual(["other"])
    expect(await found(person.id, { starred: false })).toEqual(["picture", "plain"])
    expect(await found(person.id, { from: 60 })).toEqual(["picture"])
    expect(await found(person.id, { from: 50, to: 60 })).toEqual(["other", "plain"])
    const [plain] = (await current().runs.history(person.id, { q: "plain" }, { limit: 1 })).runs
    expect(await found(person.id, { batch: plain?.batchId })).toEqual(["other", "plain"])
    expect(await found(person.id, { batch: "no such batch" })).toEqual([])
    expect(await found(person.id, { kind: "text", connection: "local", q: "PLAIN" })).toEqual(["plain"])
    expect(await current().runs.facets(person.id)).toEqual({
      models: ["large", "small"],
      connections: [
        { id: "local", name: "Local" },
        { id: "remote", name: "Local" },
      ],
    })
  })

  it("shows a short part of long texts, around what was searched", async () => {
    const long = `${"start ".repeat(200)}needle${" end".repeat(200)}`
    const personId = await searchable([[long, long]])
    const whole = (await current().runs.history(personId, {}, { limit: 1 })).runs[0]
    expect(whole?.promptPreview).toBe(long.slice(0, 280))
    const around = (await current().runs.history(personId, { q: "NEEDLE" }, { limit: 1 })).runs[0]
    expect(around?.outputPreview).toContain("needle")
    expect(around?.outputPreview.startsWith("…")).toBe(true)
    expect(around?.outputPreview.length).toBeLessThan(300)
  })

  it("a line of the list says how it ended and what it cost", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["Hello"])
    const ending = {
      usage: { inputTokens: 3, outputTokens: 4, reasoningTokens: 2 },
      cost: 0.000_012_5,
      timing: { queueMs: 1, ttftMs: null, totalMs: 90.5, tokensPerSecond: 10 },
    }
    await finishRun(current(), String(runIds[0]), "Hi", { finishReason: "length", ...ending })
    const expected = {
      id: runIds[0],
      batchId: id,
      kind: "text",
      status: "succeeded",
      finishReason: "length",
      connectionId: "local",
      connectionName: "Local",
      model: "small",
      promptPreview: "Hello",
      outputPreview: "Hi",
      starred: false,
      createdAt: 100,
      variantIndex: 0,
      row: 0,
      sample: 0,
      batchRuns: 1,
      judgement: { rating: null, note: "", winner: false },
      ...ending,
    }
    expect((await current().runs.history(person.id, {}, { limit: 1 })).runs).toEqual([expected])
    const detail = await current().runs.detail(String(runIds[0]), person.id)
    expect(detail?.summary).toEqual(expected)
    expect(detail?.variant).toEqual(aVariant("Hello"))
    expect(detail?.run).toMatchObject({ text: "Hi", status: "succeeded" })
  })

  it("another person's runs are not there: not listed, not opened, not changed", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const { runIds } = await aBatch(current(), ann.id, ["secret"])
    const id = String(runIds[0])
    await finishRun(current(), id, "secret")
    expect(await found(ben.id, {})).toEqual([])
    expect(await found(ben.id, { q: "secret" })).toEqual([])
    expect(await current().runs.facets(ben.id)).toEqual({ models: [], connections: [] })
    expect(await current().runs.detail(id, ben.id)).toBeUndefined()
    expect(await current().runs.change(id, ben.id, { starred: true, deleted: true }, 1)).toBe(false)
    expect((await current().runs.detail(id, ann.id))?.summary.starred).toBe(false)
  })

  it("a deleted run vanishes everywhere, comes back by undo, and is destroyed in the end", async () => {
    const person = await aPerson(current())
    const { id: batchId, runIds } = await aBatch(current(), person.id, ["kept", "deleted"])
    const id = String(runIds[1])
    await finishRun(current(), id, "x")
    expect(await current().runs.change(id, person.id, { deleted: true }, 700)).toBe(true)
    expect(await found(person.id, {})).toEqual(["kept"])
    expect(await current().runs.detail(id, person.id)).toBeUndefined()
    expect(await current().runs.get(id)).toBeUndefined()
    expect((await current().runs.ofBatch(batchId)).map((run) => run.id)).toEqual([runIds[0]])
    expect(await current().runs.requeue(batchId, { node: "n", until: 1 }, ["succeeded"])).toEqual([])

    expect(await current().runs.change(id, person.id, { deleted: false }, 800)).toBe(true)
    expect(await found(person.id, {})).toEqual(["deleted", "kept"])

    await current().runs.change(id, person.id, { deleted: true }, 900)
    await current().runs.purgeDeleted(900)
    expect(await current().runs.change(id, person.id, { deleted: false }, 950)).toBe(true)
    await current().runs.change(id, person.id, { deleted: true }, 960)
    expect(await current().runs.purgeDeleted(961)).toBeGreaterThanOrEqual(1)
    expect(await current().runs.change(id, person.id, { deleted: false }, 970)).toBe(false)
    expect(await current().batches.get(batchId, person.id)).toBeDefined()
  })

  it("a run that is still under way cannot be deleted, but starred", async () => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, ["running"])
    const id = String(runIds[0])
    await current().runs.claim(id, { node: "n", until: 1_000_000, now: 1 })
    await current().runs.flush(id, { state: aState(id, { text: "half" }), eventId: "1-1" })
    await expect(current().runs.change(id, person.id, { deleted: true }, 1)).rejects.toMatchObject({
      code: "conflict",
    })
    expect(await current().runs.change(id, person.id, { starred: true }, 1)).toBe(true)
    expect((await current().runs.detail(id, person.id))?.summary).toMatchObject({
      starred: true,
      status: "running",
    })
  })
}
