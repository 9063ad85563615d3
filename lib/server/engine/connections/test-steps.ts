import {
  type TestFacts,
  type TestReport,
  type TestStep,
  type TestStepName,
  testSteps,
} from "#lib/domain/connection-test-report"
import { BracketError } from "#lib/domain/errors"

type SkipReason = Extract<TestStep, { outcome: "skipped" }>["reason"]

/** What a step comes to: what it found out, or why there was nothing to do. */
export type StepResult = TestFacts | { skip: SkipReason }

/** Takes steps one after the other, and keeps how each went; after a failure the rest is skipped. */
export class StepTaker {
  private readonly taken = new Map<TestStepName, TestStep>()
  private readonly now: () => number
  private failed = false

  constructor(now: () => number) {
    this.now = now
  }

  /** Takes a step unless one before it failed. The facts that a failed step did find come by `facts`. */
  async take(
    name: TestStepName,
    step: (facts: TestFacts) => Promise<StepResult> | StepResult,
  ): Promise<void> {
    if (this.failed) return
    const startedAt = this.now()
    const facts: TestFacts = {}
    try {
      this.note(name, await step(facts), startedAt, facts)
    } catch (error) {
      this.fail(name, error, startedAt, facts)
    }
  }

  /** Keeps how a step went that was no call of its own, also when one before it failed. */
  note(name: TestStepName, result: StepResult, startedAt = this.now(), facts: TestFacts = {}): void {
    const ms = this.now() - startedAt
    this.taken.set(
      name,
      "skip" in result
        ? { name, outcome: "skipped", reason: result.skip }
        : { name, outcome: "ok", ms, facts: { ...facts, ...result } },
    )
  }

  /** Marks a step as failed; what was taken after it does not count. */
  fail(name: TestStepName, error: unknown, startedAt = this.now(), facts: TestFacts = {}): void {
    this.failed = true
    const { code, message, hint, params } = asRunError(error)
    const ms = this.now() - startedAt
    const failed = { name, outcome: "failed" as const, ms, facts, code, message, hint }
    this.taken.set(name, { ...failed, ...(params ? { params } : {}) })
  }

  report(): TestReport {
    const steps = testSteps.map(
      (name): TestStep => this.taken.get(name) ?? { name, outcome: "skipped", reason: "after_failure" },
    )
    return { ok: steps.every(({ outcome }) => outcome !== "failed"), at: this.now(), steps }
  }
}

function asRunError(error: unknown) {
  if (error instanceof BracketError) return error.toRunError()
  if (error instanceof Error && error.name === "TimeoutError")
    return new BracketError("upstream_silent", "No answer came in time", {
      hint: "It may be loading a model: try again in a moment.",
    }).toRunError()
  throw error
}
