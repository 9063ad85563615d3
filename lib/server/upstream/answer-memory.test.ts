import { describe, expect, it } from "vitest"
import { type AnswerRoom, createAnswerMemory } from "./answer-memory.ts"
import { bodyText } from "./body-text.ts"
import { sseEvents } from "./sse.ts"

const never = new AbortController().signal

/** Takes, and says whether it has what it asked for. */
function taking(room: AnswerRoom, bytes: number) {
  const state = { has: false, reason: undefined as unknown }
  const done = Promise.resolve(room.take(bytes)).then(
    () => {
      state.has = true
    },
    (reason: unknown) => {
      state.reason = reason
    },
  )
  return { state, done }
}

describe("memory of answers", () => {
  it("large answers that do not fit together come one after the other", async () => {
    const memory = createAnswerMemory(100)
    const [first, second, third] = [memory.room(never), memory.room(never), memory.room(never)]
    await first.take(80)
    const [two, three] = [taking(second, 60), taking(third, 60)]
    expect(memory.waiting).toBe(2)
    first.free()
    await two.done
    expect(three.state.has).toBe(false)
    second.give(30)
    await three.done
    expect(memory.taken).toBe(90)
    second.free()
    third.free()
    expect(memory.taken).toBe(0)
  })

  it("answers that wait for each other do not wait for ever: the oldest goes on", async () => {
    const memory = createAnswerMemory(100)
    const [oldest, other] = [memory.room(never), memory.room(never)]
    await oldest.take(50)
    await other.take(50)
    const more = taking(other, 50)
    await oldest.take(200)
    expect(more.state.has).toBe(false)
    oldest.free()
    await more.done
    expect(memory.taken).toBe(100)
  })

  it("when the oldest lets go, the next one is the oldest and does not wait any more", async () => {
    const memory = createAnswerMemory(100)
    const [oldest, next] = [memory.room(never), memory.room(never)]
    await oldest.take(10)
    await next.take(80)
    const more = taking(next, 500)
    oldest.free()
    await more.done
    expect(memory.taken).toBe(580)
  })

  it("whoever is stopped waits no longer, and holds no one up", async () => {
    const memory = createAnswerMemory(100)
    const stopped = new AbortController()
    const [first, second] = [memory.room(never), memory.room(stopped.signal)]
    await first.take(100)
    const waits = taking(second, 1)
    stopped.abort("cancelled")
    await waits.done
    expect(waits.state.reason).toBe("cancelled")
    expect(memory.waiting).toBe(0)
    first.free()
    expect(memory.taken).toBe(0)
  })

  it("an answer in one piece keeps its place until it is let go; a stream only until the next event", async () => {
    const memory = createAnswerMemory(1000)
    const room = memory.room(never)
    async function* chunks(...texts: string[]) {
      for (const text of texts) yield new TextEncoder().encode(text)
    }
    await bodyText(chunks("12345", "67890"), 100, room)
    expect(memory.taken).toBe(10)
    room.free()
    const held: number[] = []
    for await (const _ of sseEvents(chunks("data: 1", "2\n\n", "data: 3\n\n"), { room }))
      held.push(memory.taken)
    expect(held).toEqual([10, 9])
    expect(memory.taken).toBe(0)
  })
})
