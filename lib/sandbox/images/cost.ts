import { setImmediate as turn } from "node:timers/promises"
import { draw } from "./drawing.ts"
import { encode } from "./png.ts"

/** What an image of 1024x1024 in 25 steps with 4 previews costs: `node lib/sandbox/images/cost.ts`. */
const prompts = [
  "warm up",
  "a mountain lake at dawn",
  "the open sea",
  "a pine forest",
  "a city at night",
  "desert dunes",
  "a galaxy",
  "red roses in a garden",
  "blue abstract silk",
]

for (const prompt of prompts) {
  const began = process.cpuUsage()
  const order = { width: 1024, height: 1024, steps: 25, seed: 1, count: 1, previews: 4, init: undefined }
  const pause = (): Promise<void> => turn()
  for await (const drawn of draw({ ...order, prompt, negative: "" }, pause, 0))
    if (drawn.kind !== "progress") await encode(drawn.pixels)
  const { user, system } = process.cpuUsage(began)
  process.stdout.write(`${prompt}: ${Math.round((user + system) / 1000)} ms of CPU\n`)
}
