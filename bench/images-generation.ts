/** What an image costs from sandbox to browser: CPU of both, and the memory of the server over 200 of them. */
import { cookieOf, startBracket } from "./rig/bracket.ts"
import { type Job, median, readStream } from "./rig/load.ts"
import { cpuMs, memoryMb } from "./rig/process.ts"
import { aim, table } from "./rig/report.ts"
import { startSandboxProcess } from "./rig/sandbox.ts"

const quick = process.argv.includes("--quick")
const measured = quick ? 3 : 10
const generations = quick ? 20 : 200
/** Memory is looked at after so many: by then the pictures' library and the caches are there. */
const warm = quick ? 4 : 20

const sandbox = await startSandboxProcess()
const bracket = await startBracket(sandbox.url, 1, sandbox.env)

const generation = (size: string, seed: number, runs = 1): Job => ({
  url: `${bracket.url}/api/batches`,
  headers: cookieOf(bracket.people[0]),
  body: JSON.stringify({
    batchId: crypto.randomUUID(),
    kind: "image",
    variants: [
      {
        connectionId: "sandbox",
        model: "sandbox-image",
        mode: "image",
        prompt: { kind: "image", text: "a lake at dawn, mountains behind it" },
        parameters: { size, steps: 25, seed },
      },
    ],
    runs: Array.from({ length: runs }, (_, sample) => ({ variantIndex: 0, sample })),
    concurrency: 4,
  }),
  first: "event: run.progress",
})

interface Cost {
  ms: number
  sandbox: number
  server: number
}

async function costOf(job: Job): Promise<Cost> {
  const before = [performance.now(), cpuMs(sandbox.pid), cpuMs(bracket.pid)] as const
  await readStream(job)
  return {
    ms: performance.now() - before[0],
    sandbox: cpuMs(sandbox.pid) - before[1],
    server: cpuMs(bracket.pid) - before[2],
  }
}

await costOf(generation("1024x1024", 0))
const costs: Cost[] = []
for (let seed = 1; seed <= measured; seed++) costs.push(await costOf(generation("1024x1024", seed)))
const of = (name: keyof Cost) => median(costs.map((cost) => cost[name]))
table(`One image of 1024x1024 in 25 steps with 4 previews, median of ${measured}`, [
  { what: "until the end of the stream, s", value: of("ms") / 1000 },
  { what: "CPU of the sandbox, s", value: of("sandbox") / 1000 },
  { what: "CPU of the server, s", value: of("server") / 1000 },
])

const memory: { images: number; mb: number }[] = []
for (let done = 0; done < generations; done += warm) {
  await costOf(generation("512x512", 1000 + done, warm))
  memory.push({ images: done + warm, mb: memoryMb(bracket.pid) })
}
table(
  `Memory of the server over ${generations} images of 512x512, four at once`,
  memory.map(({ images, mb }) => ({ images, "RSS, MB": mb })),
)
const half = memory.slice(Math.floor(memory.length / 2)).map(({ mb }) => mb)
aim("memory of the second half above the first reading", Math.max(...half) - (memory[0]?.mb ?? 0), 100, "MB")

await bracket.stop()
await sandbox.stop()
