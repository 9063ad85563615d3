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

interface Result {
  firstMs: number
  cpuUsPerEvent: number
}

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

async function measure(server: Measured): Promise<Result> {
  const firsts: number[] = []
  for (let n = 0; n < singles; n++) firsts.push(await readAll(jobs(server, 1, single.model)))
  const before = cpuMs(server.pid)
  await readAll(jobs(server, streams, many.model))
  return {
    firstMs: median(firsts),
    cpuUsPerEvent: ((cpuMs(server.pid) - before) * 1000) / (streams * many.events),
  }
}

try {
  // Once around, unmeasured: compilers and pools are warm then.
  for (const { server } of candidates) {
    for (let n = 0; n < 10; n++) await readAll(jobs(server, 1, single.model))
    await readAll(jobs(server, streams, many.model))
  }
  const all = new Map<string, Result[]>(candidates.map(({ name }) => [name, []]))
  // They take turns within each round, so that what else the machine does falls on all of them.
  for (let round = 0; round < rounds; round++)
    for (const { name, server } of candidates) all.get(name)?.push(await measure(server))
  const figure = (name: string, of: keyof Result) => median((all.get(name) ?? []).map((result) => result[of]))
  const alone = "the engine alone"
  table(
    `${singles} single streams for the first token, ${streams} at once (2 ms between events) for the CPU, ${rounds} rounds`,
    candidates.map(({ name }) => ({
      pipeline: name,
      "first token, ms": figure(name, "firstMs"),
      "added ms": figure(name, "firstMs") - figure(alone, "firstMs"),
      "CPU us/event": figure(name, "cpuUsPerEvent"),
      "x alone": figure(name, "cpuUsPerEvent") / figure(alone, "cpuUsPerEvent"),
    })),
  )
  const whole = "with all of them"
  aim("first token, added by all stages", figure(whole, "firstMs") - figure(alone, "firstMs"), 2, "ms")
  aim(
    "CPU per event with all stages",
    figure(whole, "cpuUsPerEvent") / figure(alone, "cpuUsPerEvent"),
    1.2,
    "x the engine alone",
  )
} finally {
  await Promise.all([...candidates.map(({ server }) => server.stop()), sink.stop(), upstream.stop()])
}
process.exit(0)
