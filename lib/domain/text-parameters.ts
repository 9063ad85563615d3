import {
  hasThinking,
  isThinking,
  type NoEffect,
  type ParameterSpec,
  type ParameterTarget,
} from "#lib/domain/parameter-spec"
import type { Parameters } from "#lib/domain/parameters-schema"
import { efforts, type Trait, takes } from "#lib/domain/provider-traits"

const isText = ({ mode }: ParameterTarget): boolean => mode !== "image"

const takesText =
  (trait: Trait): ParameterSpec["taken"] =>
  (target) =>
    isText(target) && takes(target.provider, trait)

const greedy = (parameters: Parameters): NoEffect | undefined =>
  parameters.temperature === 0 ? "temperature_zero" : undefined

/** DeepSeek takes both penalties and ignores them; see reference: "deprecated, accepted, no effect". */
const penaltyEffect: ParameterSpec["noEffect"] = (target, parameters) =>
  target.provider === "deepseek" ? "deprecated" : isThinking(target, parameters) ? "thinking" : undefined

/** The parameters of requests for text, in the order of the interface. */
export const textParameters: ParameterSpec[] = [
  {
    name: "temperature",
    kind: "number",
    group: "sampling",
    prominent: true,
    initiallyOn: true,
    initial: 0.7,
    range: () => ({ min: 0, max: 2, step: 0.01 }),
    // The vendor's advice for its chat models.
    chips: [
      { key: "code", value: 0 },
      { key: "data", value: 1 },
      { key: "chat", value: 1.3 },
      { key: "writing", value: 1.5 },
    ],
    taken: isText,
    noEffect: (target, parameters) => (isThinking(target, parameters) ? "thinking" : undefined),
  },
  {
    name: "top_p",
    kind: "number",
    group: "sampling",
    prominent: true,
    initiallyOn: true,
    initial: 0.9,
    range: () => ({ min: 0, max: 1, step: 0.01 }),
    taken: isText,
    noEffect: (target, parameters) => {
      const thinking = isThinking(target, parameters)
      if (target.model.topP === "only-thinking") {
        if (!thinking) return "not_thinking"
        return typeof parameters.top_p === "number" && parameters.top_p < 0.95 ? "raised_to_095" : undefined
      }
      if (target.model.topP === "not-thinking" && thinking) return "thinking"
      return greedy(parameters)
    },
  },
  {
    name: "max_tokens",
    kind: "integer",
    group: "length",
    unit: "tokens",
    prominent: true,
    initiallyOn: true,
    initial: 512,
    // DeepSeek's completions, which fill in the middle, are short.
    range: ({ model, provider, mode }) => ({
      min: 1,
      max: provider === "deepseek" && mode === "completion" ? 4096 : (model.maxOutputTokens ?? 131_072),
      step: 1,
    }),
    taken: isText,
  },
  {
    name: "thinking",
    kind: "switch",
    group: "reasoning",
    prominent: true,
    initiallyOn: true,
    initial: true,
    taken: (target) => target.mode === "chat" && hasThinking(target),
  },
  {
    name: "reasoning_effort",
    kind: "choice",
    group: "reasoning",
    prominent: false,
    initiallyOn: false,
    initial: "high",
    choices: ({ provider }) => efforts[provider],
    // Where models have a switch, those without it do not think.
    taken: (target) =>
      target.mode === "chat" &&
      efforts[target.provider].length > 0 &&
      (hasThinking(target) || !["sandbox", "deepseek"].includes(target.provider)),
    noEffect: (target, parameters) =>
      hasThinking(target) && !isThinking(target, parameters) ? "thinking_off" : undefined,
  },
  {
    name: "stop",
    kind: "strings",
    group: "length",
    prominent: false,
    initiallyOn: false,
    initial: [],
    maxItems: 16,
    maxChars: 200,
    taken: isText,
  },
  {
    name: "seed",
    kind: "integer",
    group: "sampling",
    prominent: false,
    initiallyOn: false,
    initial: 1,
    range: () => ({ min: 0, max: 2_147_483_647, step: 1 }),
    // One parameter for words and pictures: what it does is the same.
    taken: ({ mode, provider }) => takes(provider, mode === "image" ? "image_seed" : "seed"),
    noEffect: ({ mode }, parameters) => (mode === "image" ? undefined : greedy(parameters)),
  },
  {
    name: "min_p",
    kind: "number",
    group: "sampling",
    prominent: false,
    initiallyOn: false,
    initial: 0.05,
    range: () => ({ min: 0, max: 1, step: 0.01 }),
    taken: takesText("min_p"),
    noEffect: (_, parameters) => greedy(parameters),
  },
  {
    name: "top_k",
    kind: "integer",
    group: "sampling",
    prominent: false,
    initiallyOn: false,
    initial: 40,
    range: () => ({ min: 1, max: 1000, step: 1 }),
    taken: takesText("top_k"),
    noEffect: (_, parameters) => greedy(parameters),
  },
  {
    name: "min_tokens",
    kind: "integer",
    group: "length",
    unit: "tokens",
    prominent: false,
    initiallyOn: false,
    initial: 16,
    range: ({ model }) => ({ min: 0, max: model.maxOutputTokens ?? 131_072, step: 1 }),
    taken: takesText("min_tokens"),
  },
  ...(["presence_penalty", "frequency_penalty"] as const).map(
    (name): ParameterSpec => ({
      name,
      kind: "number",
      group: "repetition",
      prominent: false,
      initiallyOn: false,
      initial: 0,
      range: () => ({ min: -2, max: 2, step: 0.1 }),
      taken: isText,
      noEffect: penaltyEffect,
    }),
  ),
  {
    name: "repetition_penalty",
    kind: "number",
    group: "repetition",
    prominent: false,
    initiallyOn: false,
    initial: 1.1,
    range: () => ({ min: 0.01, max: 2, step: 0.01 }),
    taken: takesText("repetition_penalty"),
  },
  {
    name: "response_format",
    kind: "choice",
    group: "output",
    prominent: false,
    initiallyOn: false,
    initial: "text",
    choices: ({ provider }) => [
      "text",
      ...(["json_object", "json_schema"] as const).filter((format) => takes(provider, format)),
    ],
    taken: (target) =>
      target.mode === "chat" &&
      (takes(target.provider, "json_object") || takes(target.provider, "json_schema")),
  },
  {
    name: "tool_choice",
    kind: "choice",
    group: "output",
    prominent: false,
    initiallyOn: false,
    initial: "auto",
    choices: () => ["auto", "none", "required"],
    taken: (target) => target.mode === "chat" && takes(target.provider, "tools"),
    refused: (target, parameters) =>
      target.provider === "deepseek" &&
      parameters.tool_choice === "required" &&
      isThinking(target, parameters),
  },
  {
    name: "logprobs",
    kind: "integer",
    group: "output",
    prominent: false,
    initiallyOn: false,
    initial: 3,
    range: ({ provider, mode }) => ({
      min: 0,
      max: mode === "completion" && (provider === "openai" || provider === "compatible") ? 5 : 20,
      step: 1,
    }),
    taken: isText,
  },
]
