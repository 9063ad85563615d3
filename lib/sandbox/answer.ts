import { randomInt } from "node:crypto"
import type { Length } from "#lib/sandbox/language/draft"
import { seededRandom } from "#lib/sandbox/language/random"
import type { Assignment, LanguageModel, Written } from "#lib/sandbox/language/writer"
import { StopSequences } from "./stop-sequences.ts"
import { callFor, isBlankJson, jsonFor, reportOf } from "./structured.ts"
import type { TextRequest } from "./text-request.ts"

export type FinishReason =
  | "stop"
  | "length"
  | "content_filter"
  | "tool_calls"
  | "insufficient_system_resource"

/** One step of an answer. `choice` counts from 0. A call comes in pieces, the first of which says which it is. */
export type Step =
  | { kind: "text" | "reasoning"; choice: number; tokens: Written[] }
  | { kind: "call"; choice: number; head?: { id: string; name: string }; tokens: Written[] }
  | { kind: "finish"; choice: number; reason: FinishReason }

export interface Usage {
  prompt: number
  completion: number
  reasoning: number
}

export interface AnswerOptions {
  /** Ends every choice after so many tokens with a reason. */
  endAfter?: { tokens: number; reason: FinishReason }
  /** JSON comes out blank. */
  blankJson?: boolean
}

const answerLength: Length = { least: 45, most: 130 }
/** Between a prompt and a suffix one or two sentences are wanted. */
const bridgeLength: Length = { least: 6, most: 20 }
const thoughtLength: Record<TextRequest["effort"], Length> = {
  low: { least: 12, most: 22 },
  high: { least: 30, most: 60 },
  max: { least: 80, most: 130 },
}
/** A field of JSON holds a few words. */
const fieldLength: Length = { least: 3, most: 8 }
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
    let left = Math.min(maxTokens, this.#options.endAfter?.tokens ?? maxTokens)
    if (this.#thinks) {
      for (const token of this.#model.write(this.#assignment("thinking", choice))) {
        if (left-- <= 0) break
        this.usage.completion++
        this.usage.reasoning++
        yield { kind: "reasoning", choice, tokens: [token] }
      }
    }
    const call = callFor(this.#request)
    if (call) yield* this.#call(choice, left, call)
    else yield* this.#text(choice, left)
  }

  *#call(choice: number, limit: number, call: { name: string; arguments: string }): Generator<Step, void> {
    let left = limit
    if (left > 0) {
      const id = `call_${this.#seed}_${choice}`
      yield { kind: "call", choice, head: { id, name: call.name }, tokens: [] }
    }
    for (const token of this.#given(call.arguments)) {
      if (left-- <= 0) return yield { kind: "finish", choice, reason: "length" }
      this.usage.completion++
      yield { kind: "call", choice, tokens: [token] }
    }
    yield { kind: "finish", choice, reason: left < 0 ? "length" : "tool_calls" }
  }

  /** A text that is given, token by token, with the probabilities that the model has for it. */
  #given(text: string): Iterable<Written> {
    return text === "" ? [] : this.#model.score(text, this.#request.logprobs ?? 0)
  }

  /** What a choice says: JSON where it is wanted, else words, after what tools have answered. */
  *#words(choice: number): Generator<Written, void> {
    const { json, endpoint, prefix } = this.#request
    if (json) {
      const text = jsonFor(this.#request, (field) => this.#fieldText(choice, field))
      const isBlank = this.#options.blankJson || isBlankJson(this.#request)
      for (const token of this.#given(text)) yield isBlank ? { ...token, text: " " } : token
      return
    }
    yield* this.#given(reportOf(this.#request))
    const style = endpoint === "chat" && prefix === undefined ? "answer" : "continuation"
    yield* this.#model.write(this.#assignment(style, choice))
  }

  #fieldText(choice: number, field: string): string {
    const assignment = this.#assignment("answer", choice)
    const random = seededRandom(`${field} ${this.#seed} ${choice}`)
    const words = this.#model.write({ ...assignment, length: fieldLength, random })
    return Array.from(words, ({ text }) => text)
      .join("")
      .trim()
  }

  *#text(choice: number, limit: number): Generator<Step, void> {
    const { stop } = this.#request
    const watch = new StopSequences(stop)
    let reason: FinishReason = "stop"
    let left = limit
    for (const token of limit < 0 ? [] : this.#words(choice)) {
      if (left-- <= 0) {
        reason = this.#options.endAfter?.reason ?? "length"
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
    const { prompt, prefix, suffix, background, sampling, logprobs, effort } = this.#request
    const begun = style === "continuation" ? prefix : undefined
    const length = style === "thinking" ? thoughtLength[effort] : suffix ? bridgeLength : answerLength
    return {
      prompt: begun || prompt,
      background: begun ? `${background} ${prompt}` : suffix || background,
      style,
      length,
      sampling: this.#thinks ? { ...sampling, ...thinkingSampling } : sampling,
      random: seededRandom(`${style} ${this.#seed} ${choice}`),
      topLogprobs: logprobs ?? 0,
    }
  }
}
