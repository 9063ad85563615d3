import type { Check, CheckResult } from "#lib/domain/check-schema"
import { checkProblems, judge } from "#lib/domain/checks"
import { BracketError } from "#lib/domain/errors"
import { CheckThread } from "#lib/server/engine/check-thread"
import type { Log } from "#lib/server/log"

/** Looks at outputs. What people wrote (patterns, schemas) runs in a thread that can be ended, one at a time. */
export interface Checker {
  /** One result per check, in their order. What cannot be told in time is `timeout`. Never rejects. */
  evaluate(checks: readonly Check[], output: string, personId: string): Promise<CheckResult[]>
  /** Throws `BracketError("invalid_input")` that names the first check that cannot be looked at, and why. */
  refuseInvalid(checks: readonly Check[], personId: string): Promise<void>
  close(): Promise<void>
}

/** One check on one output may take this long, in ms. */
const checkMs = 500
/** All checks of one output together, and their waiting for others' before, in ms. */
const outputMs = 2_000
const turnMs = 10_000
/** A thread that is not asked for so long is ended, in ms. */
const idleMs = 30_000
/** Outputs longer than this, in characters, have their words counted in the thread: that takes ms, not us. */
const longOutput = 20_000
/** A check that was too slow for so many outputs is not tried again for a while: all others would wait for it. */
const slowTries = 3
const slowForMs = 60_000

export function createChecker({ log, now }: { log: Log; now: () => number }): Checker {
  const onFault = (err: unknown) => log.error({ err }, "the thread for checks did not start")
  const thread = new CheckThread({ limitMs: checkMs, idleMs, onFault })
  const slow = new Map<string, { times: number; until: number }>()
  /** Whose turn comes next, each with what waits of theirs: one person's slow checks hold up others by one job only. */
  const queues = new Map<string, (() => Promise<void>)[]>()
  let isBusy = false

  /** One job at a time, person by person. */
  function inTurn<T>(personId: string, job: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const queue = queues.get(personId) ?? []
    queues.set(personId, queue)
    queue.push(() => job().then(resolve, reject))
    if (!isBusy) void work()
    return promise
  }

  async function work(): Promise<void> {
    isBusy = true
    for (let [next] = queues; next; [next] = queues) {
      const [personId, queue] = next
      await queue.shift()?.()
      // To the end of the line, behind everybody who came meanwhile.
      queues.delete(personId)
      if (queue.length > 0) queues.set(personId, queue)
    }
    isBusy = false
    thread.rest()
  }

  async function askOnce(check: Check, output: string): Promise<CheckResult> {
    const { id: checkId, ...same } = check
    const key = JSON.stringify(same)
    const known = slow.get(key)
    if (known && known.times >= slowTries && known.until > now()) return tooSlow(check)
    const verdict = await thread.ask(check, output)
    if (verdict.reason === "timeout") noteSlow(key)
    return { checkId, ...verdict }
  }

  function noteSlow(key: string): void {
    for (const [other, { until }] of slow) if (until <= now()) slow.delete(other)
    slow.set(key, { times: (slow.get(key)?.times ?? 0) + 1, until: now() + slowForMs })
  }

  return {
    async evaluate(checks, output, personId) {
      if (!checks.some((check) => needsThread(check, output)))
        return checks.map((check) => (isPlain(check) ? judge(check, output) : tooSlow(check)))
      const askedAt = now()
      return await inTurn(personId, async () => {
        const late = now() - askedAt > turnMs
        const until = now() + outputMs
        const results: CheckResult[] = []
        for (const check of checks) {
          if (isPlain(check) && !needsThread(check, output)) results.push(judge(check, output))
          else results.push(late || now() > until ? tooSlow(check) : await askOnce(check, output))
        }
        return results
      })
    },

    async refuseInvalid(checks, personId) {
      const [problem] = checkProblems(checks)
      if (problem) throw invalid(problem.index, problem.field, problem.message)
      for (const [index, check] of checks.entries()) {
        if (check.kind !== "json_schema") continue
        const { passed, detail } = await inTurn(personId, () => thread.ask(check, null))
        if (passed !== true) throw invalid(index, "schema", detail ?? "It takes too long to read.")
      }
    },

    close: () => thread.end(),
  }
}

const isPlain = (check: Check) => check.kind !== "regex" && check.kind !== "json_schema"

function needsThread(check: Check, output: string): boolean {
  return !isPlain(check) || (check.kind === "length" && output.length > longOutput)
}

function tooSlow(check: Check): CheckResult {
  return { checkId: check.id, passed: null, reason: "timeout" }
}

function invalid(index: number, field: string, reason: string): BracketError {
  const path = `checks.${index}.${field}`
  return new BracketError("invalid_input", `${path} is not valid: ${reason}`, {
    field: path,
    hint: "Correct or remove this check, then send it again.",
    params: { field: path, problem: "invalid_check", reason },
  })
}
