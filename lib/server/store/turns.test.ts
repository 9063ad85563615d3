import { expect, test } from "vitest"
import { createFairTurns } from "./turns.ts"

/** Work that is done when the test says so. */
function works() {
  const under: { person: string; end: () => void; fail: (reason: Error) => void }[] = []
  const work = (person: string) => () =>
    new Promise<string>((resolve, reject) => under.push({ person, end: () => resolve(person), fail: reject }))
  return { under, work, who: () => under.map(({ person }) => person) }
}
/** Lets everything go as far as it can. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test("one person's work never takes the place of all others'", async () => {
  const turn = createFairTurns(2)
  const { under, work, who } = works()
  const ann = [1, 2, 3].map(() => turn("ann", work("ann")))
  const [ben, cai] = [turn("ben", work("ben")), turn("cai", work("cai"))]
  await settled()
  expect(who()).toEqual(["ann", "ben"])
  under[1]?.end()
  expect(await ben).toBe("ben")
  await settled()
  expect(who()).toEqual(["ann", "ben", "cai"])
  under[0]?.end()
  await ann[0]
  await settled()
  expect(who()).toEqual(["ann", "ben", "cai", "ann"])
  for (const { end } of under) end()
  expect(await cai).toBe("cai")
  await settled()
  under.at(-1)?.end()
  await Promise.all(ann)
  expect(under).toHaveLength(5)
})

test("work that fails gives its place to the next", async () => {
  const turn = createFairTurns(1)
  const { under, work, who } = works()
  const bad = turn("ann", work("ann"))
  const [next, other] = [turn("ann", work("ann")), turn("ben", work("ben"))]
  await settled()
  under[0]?.fail(new Error("damaged"))
  await expect(bad).rejects.toThrow("damaged")
  await settled()
  for (let place = 1; place < 3; place++) {
    under[place]?.end()
    await settled()
  }
  expect(await Promise.all([next, other])).toEqual(["ann", "ben"])
  expect(who()).toHaveLength(3)
})
