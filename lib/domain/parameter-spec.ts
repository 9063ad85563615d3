import type { Mode, Model, ProviderId } from "#lib/domain/connection"
import type { Parameters } from "#lib/domain/parameters-schema"

/** What a parameter's meaning depends on: whose model, in which mode. */
export interface ParameterTarget {
  provider: ProviderId
  mode: Mode
  model: Model
  /** Whether the request starts from an image; of requests for images only. */
  hasInitImage?: boolean
}

export interface NumberRange {
  min: number
  max: number
  step: number
}

/** Why a parameter that is sent will change nothing; the interface has a sentence for each. */
export type NoEffect =
  | "thinking"
  | "not_thinking"
  | "deprecated"
  | "temperature_zero"
  | "thinking_off"
  | "raised_to_095"
  | "no_init_image"

interface Described {
  name: string
  /** Control groups, in the order of the interface. */
  group: "picture" | "sampling" | "length" | "reasoning" | "repetition" | "output"
  unit?: "tokens"
  /** Shown at once; the others stand under "More". */
  prominent: boolean
  /** Whether a new variant sends it. */
  initiallyOn: boolean
  taken: (target: ParameterTarget) => boolean
  noEffect?: (target: ParameterTarget, parameters: Parameters) => NoEffect | undefined
  /** True for a value that the provider refuses together with the others. */
  refused?: (target: ParameterTarget, parameters: Parameters) => boolean
}

export type ParameterSpec = Described &
  (
    | {
        kind: "number" | "integer"
        range: (target: ParameterTarget) => NumberRange
        initial: number
        chips?: Chip[]
      }
    | { kind: "strings"; maxItems: number; maxChars: number; initial: string[] }
    | { kind: "choice"; choices: (target: ParameterTarget) => string[]; initial: string }
    | { kind: "switch"; initial: boolean }
    /** Width and height in pixels, as `1024x768`. */
    | {
        kind: "size"
        initial: string
        sizes: (target: ParameterTarget) => string[]
        /** Of each side, where any size will do; undefined where only `sizes` are taken. */
        free: (target: ParameterTarget) => NumberRange | undefined
      }
  )

/** A value worth trying, with the key of its word in the interface. */
export interface Chip {
  key: string
  value: number
}

/** Whether a model has a switch for thinking. */
export const hasThinking = ({ model }: ParameterTarget): boolean => model.thinking === "default-on"

/** Models with a thinking switch think unless told not to. */
export function isThinking(target: ParameterTarget, parameters: Parameters): boolean {
  return hasThinking(target) && target.mode === "chat" && parameters.thinking !== false
}
