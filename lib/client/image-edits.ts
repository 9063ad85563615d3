import { parametersFor } from "#lib/domain/parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { changeColumn } from "./column-edits.ts"
import { type ConnectionFacts, targetOf } from "./variant.ts"
import type { Edit } from "./workspace-edits.ts"

/** What the images must not be about; nothing for a blank one. */
export const setNegative =
  (negative: string): Edit =>
  () => ({ negative: negative === "" ? undefined : negative })

/**
 * What the images start from, or (undefined) nothing. A mask is as large as the part of the image that it lies on:
 * with another image, or another part of it, it goes.
 */
export const setInitImage =
  (initImage: InitImage | undefined): Edit =>
  (workspace) =>
    sameImage(workspace.initImage, initImage) ? {} : { initImage, mask: undefined }

/** Says which part of the init image is made anew, by the hash of a mask; undefined: all of it. */
export const setMask =
  (mask: string | undefined): Edit =>
  ({ initImage }) =>
    initImage ? { mask } : {}

/** A size that nobody has chosen gives way to the model's own, where a column's model does not make it. */
export const takeOwnSize =
  (columnId: string, connections: readonly ConnectionFacts[]): Edit =>
  (workspace) =>
    changeColumn(columnId, (column) => {
      const target = targetOf(workspace.mode, column, connections)
      if (!target) return column
      const spec = parametersFor(target).find(({ kind }) => kind === "size")
      const { size } = column.parameters
      if (spec?.kind !== "size" || size?.value !== spec.initial || spec.free(target)) return column
      const [first, ...others] = spec.sizes(target)
      if (first === undefined || [first, ...others].includes(spec.initial)) return column
      return { ...column, parameters: { ...column.parameters, size: { ...size, value: first } } }
    })(workspace)

/** Gives a column of pictures the shared negative words, init image and mask back. */
export const shareStart = (columnId: string): Edit =>
  changeColumn(columnId, ({ start: _, ...column }) => column)

function sameImage(a: InitImage | undefined, b: InitImage | undefined): boolean {
  return a?.sha256 === b?.sha256 && sameCrop(a?.crop, b?.crop)
}

function sameCrop(a: InitImage["crop"], b: InitImage["crop"]): boolean {
  return (
    a === b ||
    (!!a && !!b && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height)
  )
}
