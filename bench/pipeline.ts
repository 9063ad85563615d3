/** What the stages around a run cost: time to first token and CPU per event, against the same engine without them. */
import { type Job, median, readAll } from "./rig/load.ts"
import { stages } from "./rig/pipeline-stages.ts"
import { cpuMs, type Measured, startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const quick = process.argv.includes("--quick")
const rounds = quick ? 2 : 7
const singles = quick ? 20 : 60
const streams = 50
const single = { model: "gap-2-20", events: 20 }
const many = { model: "gap-2-500", events: 500 }

const upstream = await startRig("upstream.ts")
const sink = await startRig("telemetry-sink.ts")
const names = Object.keys(stages)
const sets = [
  { name: "the engine alone", stages: [] as string[] },
  ...names.map((name) => ({ name: `with ${name}`, stages: [name] })),
  { name: "with all of them", stages: names },
]
const candidates: { name: string; server: Measured }[] = []
for (const set of sets)
  candidates.push({
    name: set.name,
    server: await startRig("pipeline.ts", [`${upstream.url}/v1`, sink.url, set.stages.join(",")]),
  })

const jobs = ({ url }: Measured, count: number, model: string): Job[] =>
  Array.from({ length: count }, () => ({
    url,
    headers: {},
    body: JSON.stringify({ model }),
    first: "event: run.delta",
  }))

/** Time of the processor for one event of many streams at once, in µs. */
async function cpuPerEvent(server: Measured): Promise<number> {
  const before = cpuMs(server.pid)
  await readAll(jobs(server, streams, many.model))
  return ((cpuMs(server.pid) - before) * 1000) / (streams * many.events)
}

try {
  // Once around, unmeasured: compilers and pools are warm then.
  for (const { server } of candidates) {
    for (let n = 0; n < 10; n++) await readAll(jobs(server, 1, single.model))
    await readAll(jobs(server, streams, many.model))
  }
  const [firsts, cpus] = [candidates, candidates].map(
    () => new Map<string, number[]>(candidates.map(({ name }) => [name, []])),
  ) as [Map<string, number[]>, Map<string, number[]>]
  // They take turns, stream by stream, so that what else the machine does falls on all of them.
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n < singles; n++)
      for (const { name, server } of candidates)
        firsts.get(name)?.push(await readAll(jobs(server, 1, single.model)))
    for (const { name, server } of candidates) cpus.get(name)?.push(await cpuPerEvent(server))
  }
  const alone = "the engine alone"
  const of = (figures: Map<string, number[]>, name: string) => figures.get(name) ?? []
  /** Of each turn against the engine alone in the same turn: the median of the differences. */
  const addedMs = (name: string) =>
    median(of(firsts, name).map((ms, turn) => ms - (of(firsts, alone)[turn] ?? 0)))
  const timesAlone = (name: string) =>
    median(of(cpus, name).map((us, round) => us / (of(cpus, alone)[round] ?? 1)))
  table(
    `${singles} single streams for the first token, ${streams} at once (2 ms between events) for the CPU, ${rounds} rounds`,
    candidates.map(({ name }) => ({
      pipeline: name,
      "first token, ms": median(of(firsts, name)),
      "added ms": addedMs(name),
      "CPU us/event": median(of(cpus, name)),
      "x alone": timesAlone(name),
    })),
  )
  const whole = "with all of them"
  aim("first token, added by all stages", addedMs(whole), 2, "ms")
  aim("CPU per event with all stages", timesAlone(whole), 1.2, "x the engine alone")
} finally {
  await Promise.all([...candidates.map(({ server }) => server.stop()), sink.stop(), upstream.stop()])
}
process.exit(0)
