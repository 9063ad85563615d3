import type { Variant } from "#lib/domain/batch"
import { type Size, sizeOf } from "#lib/domain/image-parameters"
import { type ParameterTarget, type ParameterValue, parameterSpecs } from "#lib/domain/parameters"
import { maxColumns } from "#lib/domain/setup"
import { literal, ownStart } from "./picture-start.ts"
import type { Column } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"
import { workspaceParts } from "./workspace-parts.ts"

/** The rungs: the longer side in pixels that a picture is taken up to. */
export const rungs = [1024, 2048] as const
export type Rung = (typeof rungs)[number]

/** One picture of a run, as the view remembers that it was picked. */
export function pictureKey(runId: string, index: number): string {
  return `${runId}/${index}`
}

/** What a size is written as, in requests and in settings. */
export function sizeText({ width, height }: Size): string {
  return `${width}x${height}`
}

const sizeSpec = parameterSpecs.find((spec) => spec.kind === "size")

/**
 * The size of the same shape whose longer side is the rung, as far as the target can: undefined when it cannot, or when
 * the picture is that large already.
 */
export function largerSize(size: Size, rung: Rung, target: ParameterTarget): Size | undefined {
  if (sizeSpec?.kind !== "size" || Math.max(size.width, size.height) >= rung) return undefined
  const free = sizeSpec.free(target)
  if (free && rung <= free.max) {
    const scale = rung / Math.max(size.width, size.height)
    const side = (pixels: number) =>
      Math.min(free.max, Math.max(free.min, Math.round((pixels * scale) / free.step) * free.step))
    return { width: side(size.width), height: side(size.height) }
  }
  const shape = size.width / size.height
  const offered = sizeSpec.sizes(target).flatMap((text) => sizeOf(text) ?? [])
  return offered
    .filter(({ width, height }) => Math.max(width, height) > Math.max(size.width, size.height))
    .filter(({ width, height }) => Math.max(width, height) <= rung)
    .find(({ width, height }) => Math.abs(width / height - shape) < 0.01)
}

/** A picture on its way up: what its run was asked, the seed that makes it again, and the size that it is to have. */
export interface Climb {
  id: string
  /** As it was sent: the column may have been changed since. */
  variant: Variant
  /** What the new column is called. */
  name: string
  seed: number | undefined
  size: Size
}

/** Puts a column for each climb behind the others, as many as there is room for: one picture each, of its seed. */
export const climb =
  (climbs: Climb[]): Edit =>
  ({ columns, view, promptText, ...shared }) => {
    const made = climbs.map(({ id, variant, name, seed, size }): Column => {
      const asked = workspaceParts(variant, () => id)
      const set = (value: ParameterValue) => ({ on: true, value })
      const parameters = {
        ...asked.column.parameters,
        size: set(sizeText(size)),
        num_images: set(1),
        ...(seed === undefined ? {} : { seed: set(seed) }),
      }
      const text = literal(asked.promptText)
      return {
        ...asked.column,
        ...(text === promptText ? {} : { prompt: text }),
        ...ownStart(variant.prompt, shared),
        id,
        name: name.slice(0, 60),
        parameters,
        samples: 1,
        results: {},
      }
    })
    const room = made.slice(0, Math.max(0, maxColumns - columns.length))
    if (room.length === 0) return {}
    return {
      columns: [...columns, ...room],
      view: {
        ...view,
        picked: [],
        openSettings: [],
        ...(view.blind ? { blind: [...view.blind, ...room.map(({ id }) => id)] } : {}),
      },
    }
  }

/** Picks a picture, or lets go of it. */
export const togglePicked =
  (key: string): Edit =>
  ({ view }) => {
    const picked = view.picked ?? []
    return {
      view: {
        ...view,
        picked: picked.includes(key) ? picked.filter((other) => other !== key) : [...picked, key],
      },
    }
  }
