import type { CompareJobs, CompareKind, CompareRequest } from "./compare-jobs.ts"
import type { ConsensusSentence } from "./consensus.ts"
import type { Diff, DiffBy } from "./diff-texts.ts"
import type { Divergence } from "./first-divergence.ts"
import { type CompareWorker, createWorkerPool } from "./worker-lane.ts"

/**
 * Comparisons off the main thread. A call that is called off by its signal rejects with the signal's reason, and what
 * nobody waits for any more is not begun: so a question supersedes the one before by aborting it. What was asked
 * before is answered from memory.
 */
export interface Comparer {
  diff: (baseline: string, other: string, by: DiffBy, signal?: AbortSignal) => Promise<Diff>
  divergence: (baseline: string, other: string, signal?: AbortSignal) => Promise<Divergence | undefined>
  consensus: (texts: string[], signal?: AbortSignal) => Promise<ConsensusSentence[][]>
  /** Ends the worker. A comparer that is asked again begins a new one. */
  dispose: () => void
}

/** A question that was asked, perhaps by several. */
interface Question {
  key: string
  request: CompareRequest
  waiting: number
  answer: Promise<unknown>
}

/** Answers that are kept; twelve columns have some thirty. */
const keptAnswers = 64

const newWorker = (): CompareWorker =>
  new Worker(new URL("./compare-worker.ts", import.meta.url), { type: "module" })

/** Twelve columns have eleven differences to the baseline: two hands are quicker, more would be in the page's way. */
const mostWorkers = 2

export function createComparer(
  makeWorker: () => CompareWorker = newWorker,
  workers: number = mostWorkers,
): Comparer {
  const lane = createWorkerPool(makeWorker, workers)
  /** In the order of their last use: the first is forgotten first. */
  const questions = new Map<string, Question>()
  let lastId = 0

  const questionOf = (kind: CompareKind, input: object): Question => {
    const key = JSON.stringify([kind, input])
    const known = questions.get(key)
    if (known) questions.delete(key)
    const question = known ?? begin(key, { ...input, kind, id: ++lastId } as CompareRequest)
    questions.set(key, question)
    for (const { key: oldest, waiting } of questions.values()) {
      if (questions.size <= keptAnswers) break
      if (waiting === 0 && oldest !== key) questions.delete(oldest)
    }
    return question
  }

  const forget = (question: Question) => {
    if (questions.get(question.key) === question) questions.delete(question.key)
  }

  const begin = (key: string, request: CompareRequest): Question => {
    const question: Question = { key, request, waiting: 0, answer: lane.run(request) }
    // What failed is asked anew the next time.
    question.answer.catch(() => forget(question))
    return question
  }

  const ask = <K extends CompareKind>(kind: K, input: CompareJobs[K]["in"], signal?: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<CompareJobs[K]["out"]>()
    if (signal?.aborted) return Promise.reject(signal.reason)
    const question = questionOf(kind, input)
    question.waiting += 1
    const callOff = () => {
      question.waiting -= 1
      if (question.waiting === 0 && lane.drop(question.request)) forget(question)
      reject(signal?.reason)
    }
    const answered = () => {
      if (!signal?.aborted) question.waiting -= 1
      signal?.removeEventListener("abort", callOff)
    }
    signal?.addEventListener("abort", callOff, { once: true })
    question.answer.finally(answered).then((result) => resolve(result as CompareJobs[K]["out"]), reject)
    return promise
  }

  return {
    diff: (baseline, other, by, signal) => ask("diff", { baseline, other, by }, signal),
    divergence: (baseline, other, signal) => ask("divergence", { baseline, other }, signal),
    consensus: (texts, signal) => ask("consensus", { texts }, signal),
    dispose() {
      lane.dispose()
      // Now, not when the rejections arrive: who asks again in between must not get one of them.
      questions.clear()
    },
  }
}
