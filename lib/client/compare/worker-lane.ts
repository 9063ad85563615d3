import type { CompareRequest, CompareResponse } from "./compare-jobs.ts"

/** The part of a Worker that is needed, so that tests can stand in for it. */
export interface CompareWorker {
  postMessage: (request: CompareRequest) => void
  terminate: () => void
  onmessage: ((event: MessageEvent<CompareResponse>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** One worker that does one job after the other, made when the first comes and again when it dies. */
export interface WorkerLane {
  run: (request: CompareRequest) => Promise<unknown>
  /** Takes a job back, unless it has begun; it is never answered then. */
  drop: (request: CompareRequest) => boolean
  dispose: () => void
}

interface Job {
  request: CompareRequest
  /** How many workers died of it, or beside it. */
  deaths: number
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/** Every job is bounded to much less than this: a worker that is silent for so long was ended by the browser. */
const silentMs = 15_000

export function createWorkerLane(makeWorker: () => CompareWorker): WorkerLane {
  let queue: Job[] = []
  let running: Job | undefined
  let worker: CompareWorker | undefined
  let alarm: ReturnType<typeof setTimeout> | undefined

  const next = () => {
    const job = running ? undefined : queue.shift()
    if (!job) return
    running = job
    try {
      worker ??= begun(makeWorker())
      alarm = setTimeout(restart, silentMs)
      worker.postMessage(job.request)
    } catch (error) {
      restart(error)
    }
  }

  /** Frees the lane; returns the job that was in it. */
  const clear = (): Job | undefined => {
    clearTimeout(alarm)
    const job = running
    running = undefined
    return job
  }

  const begun = (made: CompareWorker): CompareWorker => {
    made.onmessage = ({ data }) => {
      if (made !== worker || data.id !== running?.request.id) return
      const job = clear()
      if ("error" in data) job?.reject(new Error(data.error))
      else job?.resolve(data.result)
      next()
    }
    made.onerror = (event) => {
      event.preventDefault()
      if (made === worker) restart(event.message)
    }
    return made
  }

  /** The work goes on in a new worker; a job that was there when two died is given up. */
  const restart = (cause?: unknown) => {
    worker?.terminate()
    worker = undefined
    const job = clear()
    if (job && ++job.deaths < 2) queue.unshift(job)
    else job?.reject(new Error("The worker that compares texts ended.", { cause }))
    next()
  }

  return {
    run(request) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      queue.push({ request, deaths: 0, resolve, reject })
      next()
      return promise
    },
    drop(request) {
      const before = queue.length
      queue = queue.filter((job) => job.request !== request)
      return queue.length < before
    },
    dispose() {
      worker?.terminate()
      worker = undefined
      for (const job of [clear(), ...queue]) job?.reject(new Error("The comparer was closed."))
      queue = []
    },
  }
}

/** Several lanes as one: a job goes to the one that has the least to do. */
export function createWorkerPool(makeWorker: () => CompareWorker, count: number): WorkerLane {
  const lanes = Array.from({ length: count }, () => ({ lane: createWorkerLane(makeWorker), jobs: 0 }))
  return {
    run(request) {
      const [least] = lanes.toSorted((a, b) => a.jobs - b.jobs)
      if (!least) return Promise.reject(new Error("A pool has workers."))
      least.jobs += 1
      return least.lane.run(request).finally(() => {
        least.jobs -= 1
      })
    },
    drop(request) {
      const from = lanes.find(({ lane }) => lane.drop(request))
      // It is never answered, so it is counted out here.
      if (from) from.jobs -= 1
      return from !== undefined
    },
    dispose() {
      for (const { lane } of lanes) lane.dispose()
    },
  }
}
