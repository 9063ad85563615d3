import { randomInt } from "node:crypto"
import type { Length } from "#lib/sandbox/language/draft"
import { seededRandom } from "#lib/sandbox/language/random"
import type { Assignment, LanguageModel, Written } from "#lib/sandbox/language/writer"
import { StopSequences } from "./stop-sequences.ts"
import type { TextRequest } from "./text-request.ts"

export type FinishReason = "stop" | "length" | "content_filter"

/** One step of an answer. `choice` counts from 0. */
export type Step =
  | { kind: "text" | "reasoning"; choice: number; tokens: Written[] }
  | { kind: "finish"; choice: number; reason: FinishReason }

export interface Usage {
  prompt: number
  completion: number
  reasoning: number
}

export interface AnswerOptions {
  /** Ends every choice after so many tokens with the reason `content_filter`. */
  filterAfter?: number
}

const answerLength: Length = { least: 45, most: 130 }
/** Between a prompt and a suffix one or two sentences are wanted. */
const bridgeLength: Length = { least: 6, most: 20 }
const thoughtLength: Record<TextRequest["effort"], Length> = {
  low: { least: 12, most: 22 },
  high: { least: 30, most: 60 },
  max: { least: 80, most: 130 },
}
/** What a thinking model samples with: the request's temperature and penalties have no effect, as at DeepSeek. */
const thinkingSampling = { temperature: 0.7, presencePenalty: 0, frequencyPenalty: 0 }

/** Tokens that frame each chat message: its role and its bounds. */
const messageFrame = 3

/** Tokens of the prompt: its text, and for a chat the frame of each message. */
export function countPrompt(model: LanguageModel, request: TextRequest): number {
  const text = request.promptParts.reduce((sum, part) => sum + model.count(part), 0)
  return request.endpoint === "chat" ? text + messageFrame * request.promptParts.length : text
}

/** The choices of one request, written side by side, and what they cost. */
export class Answer {
  readonly usage: Usage
  readonly #model: LanguageModel
  readonly #request: TextRequest
  readonly #thinks: boolean
  readonly #seed: string
  readonly #options: AnswerOptions

  constructor(model: LanguageModel, request: TextRequest, thinks: boolean, options: AnswerOptions = {}) {
    this.#model = model
    this.#request = request
    this.#thinks = thinks && request.endpoint === "chat" && request.thinking
    this.#seed = String(request.seed ?? randomInt(2 ** 47))
    this.#options = options
    this.usage = { prompt: countPrompt(model, request), completion: 0, reasoning: 0 }
  }

  /** The steps of all choices in turn, one token at a time. */
  *steps(): Generator<Step, void> {
    let running = Array.from({ length: this.#request.n }, (_, choice) => this.#choice(choice))
    while (running.length > 0) {
      const going: typeof running = []
      for (const choice of running) {
        const step = choice.next()
        if (step.done) continue
        yield step.value
        going.push(choice)
      }
      running = going
    }
  }

  *#choice(choice: number): Generator<Step, void> {
    const { prompt, echo, logprobs, maxTokens } = this.#request
    if (echo) {
      const tokens = logprobs === undefined ? [] : [...this.#model.score(prompt, logprobs)]
      if (tokens[0]) tokens[0].unscored = true
      yield {
        kind: "text",
        choice,
        tokens: tokens.length > 0 ? tokens : [{ text: prompt, logprob: 0, top: [] }],
      }
    }
    let left = Math.min(maxTokens, this.#options.filterAfter ?? maxTokens)
    if (this.#thinks) {
      for (const token of this.#model.write(this.#assignment("thinking", choice))) {
        if (left-- <= 0) break
        this.usage.completion++
        this.usage.reasoning++
        yield { kind: "reasoning", choice, tokens: [token] }
      }
    }
    yield* this.#text(choice, left)
  }

  *#text(choice: number, limit: number): Generator<Step, void> {
    const { endpoint, stop } = this.#request
    const style = endpoint === "chat" ? "answer" : "continuation"
    const watch = new StopSequences(stop)
    let reason: FinishReason = "stop"
    let left = limit
    for (const token of limit < 0 ? [] : this.#model.write(this.#assignment(style, choice))) {
      if (left-- <= 0) {
        reason = this.#options.filterAfter === undefined ? "length" : "content_filter"
        break
      }
      this.usage.completion++
      const { tokens, stopped } = watch.push(token)
      if (tokens.length > 0) yield { kind: "text", choice, tokens }
      if (stopped) {
        yield { kind: "finish", choice, reason: "stop" }
        return
      }
    }
    if (limit < 0) reason = "length"
    const rest = watch.rest()
    if (rest.length > 0) yield { kind: "text", choice, tokens: rest }
    yield { kind: "finish", choice, reason }
  }

  #assignment(style: Assignment["style"], choice: number): Assignment {
    const { prompt, suffix, background, sampling, logprobs, effort } = this.#request
    const length = style === "thinking" ? thoughtLength[effort] : suffix ? bridgeLength : answerLength
    return {
      prompt,
      background: suffix || background,
      style,
      length,
      sampling: this.#thinks ? { ...sampling, ...thinkingSampling } : sampling,
      random: seededRandom(`${style} ${this.#seed} ${choice}`),
      topLogprobs: logprobs ?? 0,
    }
  }
}
