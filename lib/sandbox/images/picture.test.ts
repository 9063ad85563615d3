import { describe, expect, test } from "vitest"
import { difference, mean } from "./images.fixture.ts"
import { lookOf } from "./look.ts"
import { type Pixels, paint } from "./picture.ts"
import { finished, preview } from "./preview.ts"

const noTurn = async (): Promise<void> => {}

const painted = (prompt: string, options: { negative?: string; seed?: number; steps?: number } = {}) =>
  paint(
    { prompt, negative: options.negative ?? "", seed: options.seed ?? 1 },
    { width: 128, height: 128, steps: options.steps ?? 25 },
    noTurn,
  )

const same = (one: Pixels, other: Pixels): boolean => Buffer.from(one.data).equals(Buffer.from(other.data))

describe("a picture is its request's", () => {
  test("the same request gives the same pixels", async () => {
    expect(same(await painted("a fox in the snow"), await painted("a fox in the snow"))).toBe(true)
  })

  test.each([
    ["another seed", { seed: 2 }],
    ["a seed beyond 32 bits", { seed: 2 ** 32 + 1 }],
    ["a negative seed", { seed: -1 }],
    ["negative words, also unknown ones", { negative: "watermark" }],
    ["more steps", { steps: 50 }],
  ])("%s gives another", async (_, options) => {
    expect(difference(await painted("a mountain"), await painted("a mountain", options))).toBeGreaterThan(
      0.05,
    )
  })

  test("one more word, unknown to the renderer, gives another", async () => {
    expect(difference(await painted("zorb"), await painted("zorb quux"))).toBeGreaterThan(5)
  })
})

describe("words are seen", () => {
  const byScene = {
    mountains: ["a mountain at noon", "雪山"],
    sea: ["the sea", "大海"],
    forest: ["pine forests", "森林里"],
    city: ["a city at night", "夜晚的城市"],
    dunes: ["a desert", "沙漠"],
    cosmos: ["a galaxy", "太空"],
    garden: ["tulips", "花"],
    silk: ["abstract marble", "抽象"],
  }
  test.each(Object.entries(byScene))("%s", (scene, prompts) => {
    expect(prompts.map((prompt) => lookOf({ prompt, negative: "", seed: 1 }).scene)).toEqual([scene, scene])
  })

  test.each([
    ["red", "红", 0],
    ["green", "绿", 1],
    ["blue", "蓝", 2],
  ])("%s and %s colour the picture", async (english, chinese, channel) => {
    const plain = await painted("abstract silk")
    const rest = (pixels: Pixels): number =>
      mean(pixels, channel) - (mean(pixels, (channel + 1) % 3) + mean(pixels, (channel + 2) % 3)) / 2
    expect(rest(await painted(`${english} abstract silk`))).toBeGreaterThan(Math.max(15, rest(plain)))
    expect(rest(await painted(`${chinese} 抽象`))).toBeGreaterThan(15)
  })

  test("night is darker than day", async () => {
    const day = await painted("the sea by day")
    const night = await painted("the sea at night")
    expect(mean(night, 1)).toBeLessThan(mean(day, 1) - 40)
  })

  test("negative words keep out what they would bring", async () => {
    const redness = (pixels: Pixels): number => mean(pixels, 0) - (mean(pixels, 1) + mean(pixels, 2)) / 2
    const red = await painted("red dunes at sunset")
    const kept = await painted("red dunes at sunset", { negative: "red" })
    expect(redness(kept)).toBeLessThan(redness(red) - 30)
    const look = (negative: string) => lookOf({ prompt: "a lake at night, stars", negative, seed: 3 })
    expect(look("")).toMatchObject({ night: true, stars: true, water: true })
    expect(look("night, water, stars")).toMatchObject({ night: false, stars: false, water: false })
    expect(look("moon, sun").light).toBeUndefined()
  })

  test("a scene that is not wanted is never chosen", () => {
    const seen = new Set<string>()
    for (let word = 0; word < 200; word++)
      seen.add(lookOf({ prompt: `word${word}`, negative: "forest, flowers", seed: 1 }).scene)
    expect([...seen].sort()).toEqual(["city", "cosmos", "dunes", "mountains", "sea", "silk"])
  })
})

test("a picture gets finer from step to step, down to the finished one", async () => {
  const motif = {
    prompt: "a mountain lake at dawn",
    negative: "",
    seed: 5,
    width: 256,
    height: 192,
    steps: 20,
    init: undefined,
  }
  const end = await finished(motif, noTurn)
  const distances: number[] = []
  for (const step of [2, 7, 12, 18]) {
    const shown = await preview(motif, step, noTurn)
    expect([shown.width, shown.height]).toEqual([256, 192])
    distances.push(difference(shown, end))
  }
  expect(distances).toEqual([...distances].sort((one, other) => other - one))
  expect(distances.at(-1)).toBeGreaterThan(0)
})

test("others get their turn while a picture is painted", async () => {
  let turns = 0
  const turn = async (): Promise<void> => {
    turns += 1
  }
  await paint({ prompt: "silk", negative: "", seed: 1 }, { width: 640, height: 640, steps: 25 }, turn)
  expect(turns).toBeGreaterThan(4)
})

test("whoever wants it no more stops the painting", async () => {
  const turn = (): Promise<void> => Promise.reject(new Error("gone"))
  const work = paint(
    { prompt: "silk", negative: "", seed: 1 },
    { width: 1024, height: 1024, steps: 25 },
    turn,
  )
  await expect(work).rejects.toThrow("gone")
})
