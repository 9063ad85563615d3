import type { PlannedRun, StartBatch, Variant } from "#lib/domain/batch"
import { checkParameters } from "#lib/domain/check-parameters"
import { BracketError } from "#lib/domain/errors"
import { missingFeature, unansweredCalls } from "#lib/domain/features"
import type { ParameterTarget } from "#lib/domain/parameters"
import { isEmptyPrompt, maxPromptChars, messageImages, promptText } from "#lib/domain/prompt"
import type { Connections, Resolved } from "#lib/server/engine/connections"
import { missingImage } from "#lib/server/engine/prepared-images"
import type { NewRun } from "#lib/server/store/batch-ports"
import type { ImageFiles } from "#lib/server/store/image-files"

const promptKinds = { chat: "chat", completion: "text", image: "image" } as const

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
  options: {
    kind: StartBatch["kind"]
    personId: string
    connections: Pick<Connections, "resolve">
    images: Pick<ImageFiles, "use">
    idOf: (index: number) => string
  },
): Promise<CheckedRun[]> {
  const { kind, personId, connections, images } = options
  const choices: Resolved[] = []
  const hasImage = rememberingImages(personId, images)
  for (const [index, variant] of input.variants.entries()) {
    const field = `variants.${index}`
    refuseOtherKind(variant, kind, field)
    choices.push(await checkVariant(variant, field, personId, connections))
    refuseMissingImages(variant, field, hasImage)
  }
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
      id: options.idOf(index),
      variant,
      connectionName: chosen.connectionName,
      chosen,
    }
  })
}

function refuseOtherKind({ mode }: Variant, kind: StartBatch["kind"], field: string): void {
  if ((mode === "image") === (kind === "image")) return
  throw new BracketError("invalid_input", `A batch of kind ${kind} cannot hold ${mode} requests.`, {
    field: `${field}.mode`,
    hint: kind === "image" ? 'Send variants of mode "image".' : 'Start a batch of kind "image" for images.',
  })
}

/** Whether this person has an image, which then counts as used; the variants of a batch mostly share theirs. */
function rememberingImages(personId: string, images: Pick<ImageFiles, "use">) {
  const known = new Map<string, boolean>()
  return (sha256: string): boolean => {
    const there = known.get(sha256) ?? images.use(personId, sha256)
    known.set(sha256, there)
    return there
  }
}

/** Refuses a mask of nothing, and images that this person does not have. */
function refuseMissingImages(
  { prompt }: Variant,
  field: string,
  hasImage: (sha256: string) => boolean,
): void {
  // An image that a message lacks fails the run of that message alone; those that are there count as used.
  if (prompt.kind === "chat") for (const sha256 of prompt.messages.flatMap(messageImages)) hasImage(sha256)
  if (prompt.kind !== "image") return
  const { initImage, mask } = prompt
  if (mask && !initImage)
    throw new BracketError("invalid_input", "A mask needs an image to start from.", {
      field: `${field}.prompt.mask`,
      hint: "Send an initImage too, or leave the mask out.",
    })
  if (initImage && !hasImage(initImage.sha256))
    throw missingImage("The init image", `${field}.prompt.initImage`, initImage.sha256)
  if (mask && !hasImage(mask)) throw missingImage("The mask", `${field}.prompt.mask`, mask)
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
  connections: Pick<Connections, "resolve">,
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
  if (promptKinds[variant.mode] !== variant.prompt.kind)
    throw new BracketError(
      "invalid_input",
      `A ${variant.mode} request cannot carry a ${variant.prompt.kind} prompt.`,
      {
        field: `${field}.prompt`,
        hint: `Send a prompt of kind "${promptKinds[variant.mode]}".`,
      },
    )
  if (isEmptyPrompt(variant.prompt))
    throw new BracketError("invalid_input", "The prompt is empty.", {
      field: `${field}.prompt`,
      hint: "Write something first.",
    })
  const target = { provider: found.provider, mode: variant.mode, model: found.model }
  refuseMissingParts(variant, target, field)
  const length = promptText(variant.prompt).length
  if (length > maxPromptChars)
    throw new BracketError("prompt_too_long", `The prompt has ${length} characters.`, {
      field: `${field}.prompt`,
      hint: `Shorten it to at most ${maxPromptChars} characters.`,
      params: { length, max: maxPromptChars },
    })
  const [problem] = checkParameters(variant.parameters, target)
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

/** Refuses what the target does not take, and what providers refuse of a conversation. */
function refuseMissingParts(variant: Variant, target: ParameterTarget, field: string): void {
  const feature = missingFeature(variant, target)
  if (feature)
    throw new BracketError("invalid_input", `The model ${variant.model} does not take ${feature}.`, {
      field: `${field}.${feature === "tools" && variant.tools ? "tools" : "prompt"}`,
      hint: "Leave it out, or choose another model.",
      params: { feature, model: variant.model },
    })
  const [call] = unansweredCalls(variant)
  if (call !== undefined)
    throw new BracketError("invalid_input", `The call of ${call} has no answer.`, {
      field: `${field}.prompt`,
      hint: "Send a message of the role tool for each call.",
      params: { name: call },
    })
  if (variant.parameters.response_format === "json_schema" && !variant.answerSchema)
    throw new BracketError("invalid_input", "An answer by schema needs a schema.", {
      field: `${field}.answerSchema`,
      hint: "Send a JSON schema as answerSchema.",
    })
}
