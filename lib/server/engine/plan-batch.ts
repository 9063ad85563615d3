import type { PlannedRun, Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { checkParameters } from "#lib/domain/parameters"
import { isEmptyPrompt, maxPromptChars, promptText } from "#lib/domain/prompt"
import type { Connections, Resolved } from "#lib/server/engine/connections"
import type { NewRun } from "#lib/server/store/store"

/** A run to be written, with the connection and model that were checked for it. */
export interface CheckedRun extends NewRun {
  chosen: Resolved
}

/**
 * Checks the variants of a batch and makes its runs. Throws `BracketError` that names the first bad field:
 * an unknown connection or model, a parameter out of range, an empty or over-long prompt, a run of no variant.
 */
export async function planBatch(
  input: { variants: Variant[]; runs: PlannedRun[] },
  options: { personId: string; connections: Connections; newId: () => string },
): Promise<CheckedRun[]> {
  const choices: Resolved[] = []
  for (const [index, variant] of input.variants.entries())
    choices.push(await checkVariant(variant, `variants.${index}`, options.personId, options.connections))
  refuseTooMuchText(input)
  return input.runs.map((run, index) => {
    const variant = input.variants[run.variantIndex]
    const chosen = choices[run.variantIndex]
    if (!variant || !chosen)
      throw new BracketError(
        "invalid_input",
        `Run ${index} names variant ${run.variantIndex}, which is not there.`,
        {
          field: `runs.${index}.variantIndex`,
          hint: `Send a number from 0 to ${input.variants.length - 1}.`,
        },
      )
    return {
      ...run,
      id: options.newId(),
      variant,
      connectionName: chosen.connectionName,
      chosen,
    }
  })
}

/** Each run keeps its prompt, so the text of a batch counts once per run. In characters. */
const maxBatchChars = 20_000_000

function refuseTooMuchText(input: { variants: Variant[]; runs: PlannedRun[] }): void {
  const lengths = input.variants.map((variant) => promptText(variant.prompt).length)
  const length = input.runs.reduce((sum, run) => sum + (lengths[run.variantIndex] ?? 0), 0)
  if (length > maxBatchChars)
    throw new BracketError("prompt_too_long", `The prompts of all runs together have ${length} characters.`, {
      field: "runs",
      hint: `Send fewer runs at a time: at most ${maxBatchChars} characters together.`,
      params: { length, max: maxBatchChars },
    })
}

/** Returns the connection and model that the variant names. */
async function checkVariant(
  variant: Variant,
  field: string,
  personId: string,
  connections: Connections,
): Promise<Resolved> {
  const found = await connections.resolve(personId, variant.connectionId, variant.model)
  if (!found)
    throw new BracketError("not_found", "There is no such connection.", {
      field: `${field}.connectionId`,
      hint: "Choose a connection from GET /api/connections.",
    })
  if (!found.model)
    throw new BracketError("unknown_model", `${found.connectionName} has no model "${variant.model}".`, {
      field: `${field}.model`,
      hint: "Choose a model from GET /api/connections.",
      params: { model: variant.model, connection: found.connectionName },
    })
  if (!found.model.modes.includes(variant.mode))
    throw new BracketError(
      "invalid_input",
      `The model ${variant.model} does not take ${variant.mode} requests.`,
      {
        field: `${field}.mode`,
        hint: `Send one of: ${found.model.modes.join(", ")}.`,
      },
    )
  if ((variant.mode === "chat") !== (variant.prompt.kind === "chat"))
    throw new BracketError(
      "invalid_input",
      `A ${variant.mode} request cannot carry a ${variant.prompt.kind} prompt.`,
      {
        field: `${field}.prompt`,
        hint: "Send chat messages in mode chat, raw text otherwise.",
      },
    )
  if (isEmptyPrompt(variant.prompt))
    throw new BracketError("invalid_input", "The prompt is empty.", {
      field: `${field}.prompt`,
      hint: "Write something first.",
    })
  const length = promptText(variant.prompt).length
  if (length > maxPromptChars)
    throw new BracketError("prompt_too_long", `The prompt has ${length} characters.`, {
      field: `${field}.prompt`,
      hint: `Shorten it to at most ${maxPromptChars} characters.`,
      params: { length, max: maxPromptChars },
    })
  const [problem] = checkParameters(variant.parameters, {
    provider: found.provider,
    mode: variant.mode,
    model: found.model,
  })
  if (problem)
    throw new BracketError(
      "invalid_input",
      `The parameter ${problem.name} cannot be sent: ${problem.problem}.`,
      {
        field: `${field}.parameters.${problem.name}`,
        hint: Object.entries(problem.params)
          .map(([key, value]) => `${key}: ${value}`)
          .join(", "),
        params: { ...problem.params, problem: problem.problem },
      },
    )
  return found
}
