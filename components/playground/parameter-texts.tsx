"use client"

import { useTranslations } from "use-intl"
import type { Messages } from "#lib/client/messages"
import type { ParameterProblem } from "#lib/domain/check-parameters"

export type ParameterName = keyof Messages["parameters"]["names"]

const known = new Set<string>([
  "temperature",
  "top_p",
  "max_tokens",
  "thinking",
  "reasoning_effort",
  "stop",
  "seed",
  "min_p",
  "top_k",
  "min_tokens",
  "repetition_penalty",
  "response_format",
  "tool_choice",
  "presence_penalty",
  "frequency_penalty",
  "logprobs",
  "size",
  "strength",
  "steps",
  "num_images",
  "cfg_scale",
  "sampler_name",
  "mask_blur",
  "quality",
  "background",
] satisfies ParameterName[])

/** True when the interface has a name and a sentence for a parameter. */
export function isParameterName(name: string): name is ParameterName {
  return known.has(name)
}

/** Returns the function that says what is wrong with a parameter. */
export function useProblemText(): (problem: ParameterProblem) => string {
  const t = useTranslations("parameters.problems")
  const names = useTranslations("parameters.names")
  return ({ name, problem, params }) => {
    const named = { ...params, name: isParameterName(name) ? names(name) : name }
    if (problem === "wrong_kind" && params.kind === "integer") return t("whole_number")
    return t(problem, named)
  }
}
