/** How near a batch comes to its ideal: 100 runs of known lengths, 5 at a time, against the same lengths put into 5 lanes. */
import { cookieOf, mixedBatchBody, startBracket } from "./rig/bracket.ts"
import { type Job, lastByteOf, median } from "./rig/load.ts"
import { startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const quick = process.argv.includes("--quick")
const rounds = quick ? 1 : 5
const concurrency = 5
const lengths = ["gap-10-25", "gap-10-50", "gap-10-75", "gap-10-100"]
/** All lengths mixed, always in the same order. */
const models = Array.from(
  { length: 100 },
  (_, n) => lengths[(n * 7 + Math.floor(n / 4)) % lengths.length] ?? "",
)
const checks = [
  { id: "regex", kind: "regex", pattern: "word\\d+", flags: "", not: false },
  { id: "words", kind: "length", unit: "words", min: 1 },
]
const variants: { name: string; more: object }[] = [
  { name: "plain", more: {} },
  { name: "with a cost ceiling and two checks", more: { costCeiling: 1, checks } },
]

const upstream = await startRig("upstream.ts")
const bracket = await startBracket(upstream.url, 1)
const direct = (model: string): Job => ({
  url: `${upstream.url}/v1/chat/completions`,
  headers: {},
  body: JSON.stringify({ model, stream: true }),
  first: '"content"',
})
const batch = (more: object): Job => ({
  url: `${bracket.url}/api/batches`,
  headers: cookieOf(bracket.people[0]),
  body: mixedBatchBody(models, concurrency, more),
  first: "event: run.delta",
})

/** When the last of these ends if each starts in the lane that is free first, in this order: what no queue can beat. */
function listSchedule(durations: number[]): number {
  const lanes = Array<number>(concurrency).fill(0)
  for (const duration of durations) {
    const free = lanes.indexOf(Math.min(...lanes))
    lanes[free] = (lanes[free] ?? 0) + duration
  }
  return Math.max(...lanes)
}

/** How long the upstream itself takes for each run, with as many at once as the batch has; in the order of the runs. */
async function ownDurations(): Promise<number[]> {
  const durations: number[] = []
  let next = 0
  const lane = async () => {
    for (let n = next++; n < models.length; n = next++)
      durations[n] = await lastByteOf(direct(models[n] ?? ""))
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return durations
}

try {
  // Once around, unmeasured: compilers and pools are warm then.
  await Promise.all([lastByteOf(batch({})), ownDurations()])
  const ideals: number[] = []
  const makespans = new Map<string, number[]>(variants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    ideals.push(listSchedule(await ownDurations()))
    for (const { name, more } of variants) makespans.get(name)?.push(await lastByteOf(batch(more)))
  }
  const ideal = median(ideals)
  table(
    `${models.length} runs, ${concurrency} at a time, ${rounds} rounds`,
    [...makespans].map(([name, spans]) => ({
      batch: name,
      "ideal ms": ideal,
      "makespan ms": median(spans),
      "x ideal": (median(spans) / ideal).toFixed(4),
      "worst x": (Math.max(...spans) / ideal).toFixed(4),
    })),
  )
  for (const [name, spans] of makespans) aim(`makespan, ${name}`, median(spans) / ideal, 1.05, "x ideal")
} finally {
  await Promise.all([bracket.stop(), upstream.stop()])
}
process.exit(0)
