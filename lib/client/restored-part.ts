import type { RunDetail } from "#lib/domain/history"
import type { ParameterValue } from "#lib/domain/parameters"
import type { Workspace } from "./workspace.ts"

/** One thing of a picture of history that can be put back alone. */
export const restorableParts = ["prompt", "seed", "size", "init"] as const
export type RestorablePart = (typeof restorableParts)[number]

/** The part of a run's request that is asked for, in all columns; empty when the run has none. */
export function restoredPart(
  part: RestorablePart,
  { variant, run }: Pick<RunDetail, "variant" | "run">,
  { columns }: Pick<Workspace, "columns">,
): Partial<Workspace> {
  const { prompt, parameters } = variant
  if (prompt.kind !== "image") return {}
  const inAll = (name: string, value: ParameterValue | undefined): Partial<Workspace> =>
    value === undefined
      ? {}
      : {
          columns: columns.map((column) => ({
            ...column,
            parameters: { ...column.parameters, [name]: { on: true, value } },
          })),
        }
  switch (part) {
    case "prompt":
      // What was sent has no variables any more: braces in it are text.
      return { promptText: literal(prompt.text), negative: prompt.negative && literal(prompt.negative) }
    case "seed":
      return inAll("seed", run.images?.[0]?.seed ?? parameters.seed)
    case "size":
      return inAll("size", parameters.size)
    case "init":
      return prompt.initImage ? { initImage: prompt.initImage, mask: prompt.mask } : {}
  }
}

const literal = (text: string) => text.replaceAll("{{", "\\{{")
