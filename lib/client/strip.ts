import type { NumberRange, ParameterSpec, ParameterTarget, ParameterValue } from "#lib/domain/parameters"
import { parametersFor } from "#lib/domain/parameters"
import { maxColumns } from "#lib/domain/setup"
import { typedNumber } from "./typed-number.ts"
import type { Column, View } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

/** A parameter of numbers: the only kind that has a from and a to. */
export type NumberSpec = Extract<ParameterSpec, { kind: "number" | "integer" }>

/** The parameters whose values can be tried in a row; how many pictures a request makes is not a look of theirs. */
export function stripSpecs(target: ParameterTarget): NumberSpec[] {
  return parametersFor(target).filter(
    (spec): spec is NumberSpec =>
      (spec.kind === "number" || spec.kind === "integer") && spec.name !== "num_images",
  )
}

/** Evenly spaced values from one end to the other, on the parameter's steps and within its range, each once. */
export function spreadValues(
  from: number,
  to: number,
  count: number,
  { min, max, step }: NumberRange,
): number[] {
  const decimals = (String(step).split(".")[1] ?? "").length
  const values = Array.from({ length: count }, (_, place) => {
    const value = count < 2 ? from : from + ((to - from) * place) / (count - 1)
    const onStep = min + Math.round((value - min) / step) * step
    return Number(Math.min(max, Math.max(min, onStep)).toFixed(decimals))
  })
  return [...new Set(values)]
}

/** A typed list of values, commas or blanks between them; undefined when something in it is no number. */
export function readValues(text: string): number[] | undefined {
  const parts = text.split(/[\s,;，；、]+/).filter((part) => part !== "")
  const numbers = parts.map(typedNumber)
  return numbers.every((number): number is number => typeof number === "number")
    ? [...new Set(numbers)]
    : undefined
}

/** Seeds drawn anew, no two the same, or all that the range has; `random` gives from 0 to below 1. */
export function drawSeeds(count: number, { max }: NumberRange, random: () => number): number[] {
  const seeds = new Set<number>()
  const most = Math.floor(Math.min(max, 999_999_999))
  while (seeds.size < Math.min(count, most)) seeds.add(Math.floor(random() * most))
  return [...seeds]
}

/** Whether the columns of a strip take the place of those that there are, or stand behind them. */
export type StripPlace = "replace" | "add"

/** Whether so many values make a strip: one alone shows no row, and more than 12 columns have no room anywhere. */
export function isStripLength(count: number): boolean {
  return count >= 2 && count <= maxColumns
}

/** How many columns a strip would add: the column that it is made of stands for its own value. */
export function addedByStrip(column: Column, parameter: string, values: ParameterValue[]): number {
  return values.filter((value) => !hasValue(column, parameter, value)).length
}

function hasValue({ parameters }: Column, parameter: string, value: ParameterValue): boolean {
  const own = parameters[parameter]
  return own?.on === true && own.value === value
}

/**
 * Makes one column per value out of one column, in place of all columns or behind them. The one that has its value
 * already keeps its results. `newId` names the others. Does nothing where they have no room.
 */
export const makeStrip =
  (
    columnId: string,
    parameter: string,
    values: ParameterValue[],
    newId: () => string,
    place: StripPlace,
  ): Edit =>
  ({ columns, baselineId, view }) => {
    const source = columns.find(({ id }) => id === columnId)
    if (!source || !isStripLength(values.length)) return {}
    const { name: _, ...copy } = source
    const made = (value: ParameterValue): Column => {
      const parameters = { ...copy.parameters, [parameter]: { on: true, value } }
      return hasValue(source, parameter, value)
        ? { ...copy, parameters }
        : { ...copy, id: newId(), parameters, results: {} }
    }
    const shown: Partial<View> = { reading: "strip", layout: "columns", openSettings: [] }
    if (place === "add") {
      const added = values.filter((value) => !hasValue(source, parameter, value)).map(made)
      if (columns.length + added.length > maxColumns) return {}
      const blind = view.blind ? { blind: [...view.blind, ...added.map(({ id }) => id)] } : {}
      return { columns: [...columns, ...added], baselineId, view: { ...view, ...shown, ...blind } }
    }
    const strip = values.map(made)
    return {
      columns: strip,
      baselineId: strip[0]?.id ?? columnId,
      view: { ...view, ...shown, selected: [], picked: [], blind: undefined },
    }
  }
