/** What a stream through Bracket costs: time to first token, CPU per event, memory; against a raw pipe and bare Next routes. */
import { startBareNext } from "./rig/bare-next.ts"
import { batchBody, cookieOf, startBracket } from "./rig/bracket.ts"
import { type Job, median, readAll } from "./rig/load.ts"
import { cpuMs, type Measured, memoryMb, startRig } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"

const quick = process.argv.includes("--quick")
const rounds = quick ? 1 : 3
const counts = quick ? [1, 50] : [1, 50, 200]
/** One stream at a time gives few figures a second: a short stream, often. */
const singles = quick ? 10 : 40
const gaps = [
  { gapMs: 2, model: "gap-2-500", events: 500 },
  { gapMs: 16, model: "gap-16-300", events: 300 },
]

interface Candidate {
  name: string
  /** Undefined: nothing stands between. */
  server?: Measured
  jobs: (count: number, model: string) => Job[]
}

interface Result {
  firstMs: number
  cpuUsPerEvent: number
  mbPerStream: number
}

const upstream = await startRig("upstream.ts")
const upstreamApi = `${upstream.url}/v1`
const pipe = await startRig("raw-pipe.ts", [upstreamApi])
const bare = await startBareNext(upstreamApi)
const bracket = await startBracket(upstream.url, 60)

const plain =
  (url: string) =>
  (count: number, model: string): Job[] =>
    Array.from({ length: count }, () => ({
      url,
      headers: {},
      body: JSON.stringify({ model, stream: true }),
      first: '"content"',
    }))
const viaBracket =
  (body: () => string, streams: (count: number) => number) =>
  (count: number): Job[] =>
    Array.from({ length: streams(count) }, (_, n) => ({
      url: `${bracket.url}/api/batches`,
      headers: cookieOf(bracket.people[n % bracket.people.length]),
      body: body(),
      first: "event: run.delta",
    }))

const candidates: Candidate[] = [
  { name: "direct", jobs: plain(`${upstreamApi}/chat/completions`) },
  { name: "raw node:http pipe", server: pipe, jobs: plain(pipe.url) },
  { name: "bare Next, pass-through", server: bare, jobs: plain(`${bare.url}/pass`) },
  { name: "bare Next, parse and re-emit", server: bare, jobs: plain(`${bare.url}/reemit`) },
  {
    name: "Bracket, a batch per stream",
    server: bracket,
    jobs: (count, model) =>
      viaBracket(
        () => batchBody(model),
        (n) => n,
      )(count),
  },
]
const oneBatch: Candidate = {
  name: "Bracket, one batch of 48 runs, 16 at once",
  server: bracket,
  jobs: (_, model) =>
    viaBracket(
      () => batchBody(model, 48, 16),
      () => 1,
    )(1),
}

async function measure(candidate: Candidate, count: number, model: string, events: number): Promise<Result> {
  const { server } = candidate
  const cpuBefore = server ? cpuMs(server.pid) : 0
  const memoryBefore = server ? memoryMb(server.pid) : 0
  let memory = memoryBefore
  const sampler = setInterval(() => {
    if (server) memory = Math.max(memory, memoryMb(server.pid))
  }, 200)
  const firsts: number[] = []
  for (let n = 0; n < (count === 1 ? singles : 1); n++)
    firsts.push(await readAll(candidate.jobs(count, model)))
  const firstMs = median(firsts)
  clearInterval(sampler)
  return {
    firstMs,
    cpuUsPerEvent: server ? ((cpuMs(server.pid) - cpuBefore) * 1000) / events : 0,
    mbPerStream: (memory - memoryBefore) / count,
  }
}

/** Candidates take turns within each round, so that what else the machine does falls on all of them. */
async function compare(
  list: Candidate[],
  count: number,
  model: string,
  events: number,
): Promise<Map<string, Result>> {
  const all = new Map<string, Result[]>()
  for (let round = 0; round < rounds; round++)
    for (const candidate of list) {
      const runs = candidate === oneBatch ? 48 : count === 1 ? singles : count
      const result = await measure(candidate, count, model, events * runs)
      all.set(candidate.name, [...(all.get(candidate.name) ?? []), result])
    }
  const figure = (results: Result[], of: keyof Result) => median(results.map((result) => result[of]))
  return new Map(
    [...all].map(([name, results]) => [
      name,
      {
        firstMs: figure(results, "firstMs"),
        cpuUsPerEvent: figure(results, "cpuUsPerEvent"),
        mbPerStream: figure(results, "mbPerStream"),
      },
    ]),
  )
}

const zero: Result = { firstMs: 0, cpuUsPerEvent: 0, mbPerStream: 0 }
try {
  // Once around, unmeasured: compilers and pools are warm then.
  for (const candidate of candidates)
    for (let n = 0; n < 3; n++) await readAll(candidate.jobs(20, "gap-2-500"))
  for (const gap of gaps)
    for (const count of counts) {
      const { gapMs } = gap
      const [model, events] = count === 1 ? ["gap-2-20", 20] : [gap.model, gap.events]
      if (count !== 50 && gapMs !== 2) continue
      const list = count === 50 && gapMs === 2 ? [...candidates, oneBatch] : candidates
      const results = await compare(list, count, model, events)
      const of = (name: string) => results.get(name) ?? zero
      table(
        `${count} ${count === 1 ? "stream" : "streams"}, events ${gapMs} ms apart, ${rounds} rounds`,
        [...results].map(([name, result]) => ({
          path: name,
          "first token, added ms": result.firstMs - of("direct").firstMs,
          "CPU us/event": result.cpuUsPerEvent,
          "x raw pipe": result.cpuUsPerEvent / of("raw node:http pipe").cpuUsPerEvent,
          "MB/stream": result.mbPerStream,
        })),
      )
      const raw = of("raw node:http pipe")
      const reemit = of("bare Next, parse and re-emit")
      const ours = of("Bracket, a batch per stream")
      if (count === 1 && gapMs === 2)
        aim("first token at 1 stream, over a bare Next route", ours.firstMs - reemit.firstMs, 2, "ms")
      if (count === 50 && gapMs === 2) {
        aim("CPU per event at 50 batches, 2 ms", ours.cpuUsPerEvent / raw.cpuUsPerEvent, 2, "x raw pipe")
        aim(
          "CPU per event in one batch",
          of(oneBatch.name).cpuUsPerEvent / raw.cpuUsPerEvent,
          1,
          "x raw pipe",
        )
      }
      if (count === 50 && gapMs === 16)
        aim(
          "CPU per event at 50 batches, 16 ms",
          ours.cpuUsPerEvent / reemit.cpuUsPerEvent,
          1,
          "x bare Next re-emit",
        )
    }
} finally {
  await Promise.all([bracket.stop(), bare.stop(), pipe.stop(), upstream.stop()])
}
process.exit(0)
