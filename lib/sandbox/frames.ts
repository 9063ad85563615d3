import type { Answer, Step, Usage } from "./answer.ts"
import type { Line } from "./line.ts"
import type { Pace } from "./models.ts"
import type { TextRequest } from "./text-request.ts"
import type { Wire } from "./wire.ts"

/** A part of a response body, and how many tokens it carries. */
export interface Frame {
  text: string
  tokens: number
}

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`

const tokensIn = (step: Step): number => (step.kind === "finish" ? 0 : step.tokens.length)

/** Lets a step's time come: steps are due at a steady rhythm, so a late one is followed sooner. */
async function* paced(answer: Answer, line: Line, pace: Pace): AsyncGenerator<Step, void> {
  const began = performance.now()
  let due = pace.firstToken
  for (const step of answer.steps()) {
    await line.pause(Math.max(0, due - line.since(began)))
    yield step
    if (step.kind !== "finish") due += pace.perToken
  }
}

/** The events of a stream: the chunks of every choice, usage, `[DONE]` (contract, section 4). */
export async function* streamFrames(
  answer: Answer,
  wire: Wire,
  request: TextRequest,
  line: Line,
  pace: Pace,
): AsyncGenerator<Frame, void> {
  const opened = new Set<number>()
  let open = request.n
  for await (const step of paced(answer, line, pace)) {
    let text = ""
    if (!opened.has(step.choice)) {
      opened.add(step.choice)
      const opening = wire.opening(step.choice)
      if (opening) text += event(opening)
    }
    if (step.kind === "finish") {
      open -= 1
      const usage: Usage | undefined = open === 0 ? answer.usage : undefined
      text += event(wire.finish(step.choice, step.reason, usage))
    } else {
      text += event(wire.delta(step))
    }
    yield { text, tokens: tokensIn(step) }
  }
  if (request.includeUsage) yield { text: event(wire.usage(answer.usage)), tokens: 0 }
  yield { text: "data: [DONE]\n\n", tokens: 0 }
}

/** The JSON of an answer that is not streamed, in some pieces; it takes as long as the stream would. */
export async function* wholeFrames(
  answer: Answer,
  wire: Wire,
  line: Line,
  pace: Pace,
): AsyncGenerator<Frame, void> {
  const steps: Step[] = []
  for await (const step of paced(answer, line, pace)) steps.push(step)
  const text = JSON.stringify(wire.whole(steps, answer.usage))
  yield { text, tokens: answer.usage.completion }
}
