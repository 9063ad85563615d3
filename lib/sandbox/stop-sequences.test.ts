import fc from "fast-check"
import { expect, test } from "vitest"
import { StopSequences } from "./stop-sequences.ts"

// Part of a stop sequence on the screen, or a lost word before it, would be the user's first impression.
test("what is shown is the text up to the first stop sequence, however it is cut into tokens", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4, minLength: 1 })
  fc.assert(
    fc.property(fc.array(letters), fc.array(letters, { minLength: 1, maxLength: 3 }), (tokens, sequences) => {
      const watch = new StopSequences(sequences)
      let shown = ""
      let stopped = false
      for (const text of tokens) {
        const released = watch.push({ text, logprob: 0, top: [] })
        shown += released.tokens.map((token) => token.text).join("")
        stopped = released.stopped
        if (stopped) break
      }
      if (!stopped)
        shown += watch
          .rest()
          .map((token) => token.text)
          .join("")
      const text = tokens.join("")
      const found = sequences.map((sequence) => text.indexOf(sequence)).filter((at) => at >= 0)
      if (!stopped) return found.length === 0 && shown === text
      return (
        sequences.every((sequence) => !shown.includes(sequence)) &&
        text.startsWith(shown) &&
        shown.length >= Math.min(...found)
      )
    }),
  )
})

test("several characters of a sequence in one token are cut off inside it", () => {
  const watch = new StopSequences([". The"])
  expect(watch.push({ text: " end.", logprob: 0, top: [] }).tokens).toEqual([])
  const released = watch.push({ text: " The", logprob: 0, top: [] })
  expect(released).toMatchObject({ tokens: [{ text: " end" }], stopped: true })
})
