import { expect, it } from "vitest"
import { type AnswerCache, type CacheRules, entryBytes, type KeptAnswer } from "./answer-cache.ts"

const rules: CacheRules = { ttlMs: 60_000, maxBytes: 1_000_000 }

/** A kept answer with this text. */
export const anAnswer = (text: string): KeptAnswer => ({
  text,
  reasoning: "",
  tool: "",
  tokens: [],
  finishReason: "stop",
  at: 1,
  personId: "ann",
  runId: "r1",
})

/** Room for this many answers of ten letters. */
const roomFor = (count: number): CacheRules => ({
  ...rules,
  maxBytes: count * entryBytes(JSON.stringify(anAnswer("0123456789"))),
})
const ten = (letter: string) => anAnswer(letter.repeat(10))
const place = (key: string, scope = "ann") => ({ scope, key })

/**
 * What every cache of answers has to keep. `open` gives an empty one; `pass` lets so many ms go by for all it holds.
 */
export function answerCacheContract(
  open: () => Promise<AnswerCache>,
  pass: (ms: number) => Promise<void>,
): void {
  it("gives back an answer whole, and nothing for another request", async () => {
    const cache = await open()
    const answer: KeptAnswer = {
      ...anAnswer("雨 😀 \0 \n"),
      reasoning: "why",
      tool: "f#1 {}",
      tokens: [{ text: "雨", bytes: [1], logprob: null, top: [{ text: "x", logprob: -1 }] }],
      reasoningTokens: [{ text: "why", logprob: -0.5, top: [] }],
      images: [{ index: 0, partial: false, sha256: "a".repeat(64), width: 8, height: 8, seed: 5 }],
      usage: { inputTokens: 3, outputTokens: 2, cachedInputTokens: 1 },
      cost: 0.004,
    }
    expect(await cache.put(place("k"), answer, rules)).toBe(true)
    expect(await cache.get(place("k"), rules)).toEqual(answer)
    expect(await cache.get(place("other"), rules)).toBeUndefined()
    await cache.close()
  })

  it("forgets an answer after its time, and not before", async () => {
    const cache = await open()
    await cache.put(place("k"), ten("a"), rules)
    await pass(59_000)
    expect(await cache.get(place("k"), rules)).toEqual(ten("a"))
    await pass(1_000)
    expect(await cache.figures("ann", rules)).toMatchObject({
      entries: 0,
      bytes: 0,
      own: { entries: 0, bytes: 0 },
    })
    expect(await cache.get(place("k"), rules)).toBeUndefined()
    await cache.close()
  })

  it("a shorter time holds at once for what is there, and being used makes nothing younger", async () => {
    const cache = await open()
    await cache.put(place("k"), ten("a"), rules)
    await pass(30_000)
    expect(await cache.get(place("k"), rules)).toEqual(ten("a"))
    expect(await cache.get(place("k"), { ...rules, ttlMs: 30_000 })).toBeUndefined()
    await cache.close()
  })

  it("makes room by forgetting what was used longest ago", async () => {
    const cache = await open()
    const room = roomFor(5)
    for (const key of "abcde") await cache.put(place(key), ten(key), room)
    await cache.get(place("a"), room)
    await cache.put(place("f"), ten("f"), room)
    await cache.put(place("g"), ten("g"), room)
    const there = []
    for (const key of "abcdefg") if (await cache.get(place(key), room)) there.push(key)
    expect(there.join("")).toBe("adefg")
    expect((await cache.figures("ann", room)).bytes).toBeLessThanOrEqual(room.maxBytes)
    await cache.close()
  })

  it("keeps to a bound that was lowered, and keeps what was used last", async () => {
    const cache = await open()
    for (const key of "abcdef") await cache.put(place(key), ten(key), roomFor(8))
    await cache.get(place("a"), roomFor(8))
    await cache.put(place("g"), ten("g"), roomFor(4))
    expect(await cache.figures("ann", roomFor(4))).toMatchObject({ entries: 4, own: { entries: 4 } })
    expect(await cache.get(place("a"), roomFor(4))).toEqual(ten("a"))
    expect(await cache.get(place("b"), roomFor(4))).toBeUndefined()
    await cache.close()
  })

  it("does not keep an answer that would drive out most others", async () => {
    const cache = await open()
    const room = roomFor(5)
    await cache.put(place("a"), ten("a"), room)
    expect(await cache.put(place("large"), anAnswer("x".repeat(room.maxBytes / 3)), room)).toBe(false)
    expect(await cache.get(place("large"), room)).toBeUndefined()
    expect(await cache.get(place("a"), room)).toEqual(ten("a"))
    await cache.close()
  })

  it("counts an answer once that is kept again", async () => {
    const cache = await open()
    await cache.put(place("k"), ten("a"), rules)
    await cache.put(place("k"), ten("b"), rules)
    expect(await cache.get(place("k"), rules)).toEqual(ten("b"))
    expect(await cache.figures("ann", rules)).toMatchObject({ entries: 1, own: { entries: 1 } })
    await cache.close()
  })

  it("gives nobody what is in another scope, also where one name begins with the other", async () => {
    const cache = await open()
    await cache.put(place("k", "ann"), ten("a"), rules)
    await cache.put(place("k", "anna"), ten("b"), rules)
    expect(await cache.get(place("k", "ann"), rules)).toEqual(ten("a"))
    expect(await cache.get(place("k", "bob"), rules)).toBeUndefined()
    expect(await cache.figures("ann", rules)).toMatchObject({ entries: 2, own: { entries: 1 } })
    await cache.close()
  })

  it("is emptied by scope, or whole, and says how much that was", async () => {
    const cache = await open()
    for (const key of "ab") await cache.put(place(key, "ann"), ten(key), rules)
    for (const scope of ["anna", "bob"]) await cache.put(place("a", scope), ten("a"), rules)
    expect(await cache.clear("ann")).toBe(2)
    expect(await cache.get(place("a", "ann"), rules)).toBeUndefined()
    expect(await cache.get(place("a", "anna"), rules)).toEqual(ten("a"))
    expect(await cache.clear()).toBe(2)
    expect(await cache.figures("bob", rules)).toMatchObject({
      entries: 0,
      bytes: 0,
      own: { entries: 0, bytes: 0 },
    })
    await cache.close()
  })

  it("counts hits and misses", async () => {
    const cache = await open()
    for (const what of ["hit", "miss", "hit"] as const) await cache.count(what)
    expect(await cache.figures("ann", rules)).toMatchObject({ hits: 2, misses: 1 })
    await cache.close()
  })
}
