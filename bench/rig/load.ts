import { Agent, request } from "node:http"

/** One stream to open. `first`: what its first token looks like on the wire. */
export interface Job {
  url: string
  headers: Record<string, string>
  body: string
  first: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 1000 })

/** Opens a stream, reads it to its end; ms until its first token. */
export function readStream({ url, headers, body, first }: Job): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    let firstMs: number | undefined
    let seen = ""
    const call = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json", ...headers } },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
        answer.on("data", (chunk: Buffer) => {
          if (firstMs !== undefined) return
          seen += chunk.toString("latin1")
          if (seen.includes(first)) firstMs = performance.now() - startedAt
        })
        answer.on("end", () =>
          firstMs === undefined ? reject(new Error(`no token from ${url}`)) : resolve(firstMs),
        )
        answer.on("error", reject)
      },
    )
    call.on("error", reject)
    call.end(body)
  })
}

/** Opens a stream and reads it; ms until its end. */
export async function lastByteOf(job: Job): Promise<number> {
  const startedAt = performance.now()
  await readStream(job)
  return performance.now() - startedAt
}

/** Opens all streams at once and reads them; the median of ms to first token. */
export async function readAll(jobs: Job[]): Promise<number> {
  return median(await Promise.all(jobs.map(readStream)))
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
