"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { isParameterName } from "#components/playground/parameter-texts"
import { useConnections, useWorkspace } from "#components/playground/playground-context"
import { ownParts, promptOf } from "#lib/client/column-prompt"
import { pictureFacts } from "#lib/client/picture-facts"
import { sentParameters, targetOf } from "#lib/client/variant"
import { type Column, shownRowId } from "#lib/client/workspace"
import type { Variant } from "#lib/domain/batch"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { promptText } from "#lib/domain/prompt"

/** What a picture was made of. */
export interface PictureOf {
  /** The row that it was made for; the one that is shown without it. */
  rowId?: string | undefined
  /** What its run was asked for, where its column asks for something else by now. */
  made?: Variant | undefined
}

/** Returns the functions that put a column's picture into words: its settings, and what stands for it unseen. */
export function usePictureText(): {
  factsOf: (column: Column, image: ImageResult, of?: PictureOf) => string[]
  altOf: (column: Column, image: ImageResult, of?: PictureOf) => string
} {
  const names = useTranslations("parameters.names")
  const { connections } = useConnections()
  const workspace = useWorkspace((state) => state)
  return useMemo(() => {
    const factsOf = (column: Column, image: ImageResult, { made }: PictureOf = {}) => {
      const target = targetOf(workspace.mode, column, connections)
      const sent = made?.parameters ?? (target ? sentParameters(column, target) : {})
      const { initImage } = made?.prompt.kind === "image" ? made.prompt : ownParts(workspace, column)
      return pictureFacts(sent, image, initImage !== undefined).map(({ name, value }) =>
        name === "size" ? value : `${isParameterName(name) ? names(name) : name} ${value}`,
      )
    }
    const altOf = (column: Column, image: ImageResult, of: PictureOf = {}) => {
      const { rowId = shownRowId(workspace), made } = of
      if (made?.prompt.kind === "image") return [made.prompt.text, ...factsOf(column, image, of)].join(" · ")
      const { rows } = workspace.variables
      const row = rows.find(({ id }) => id === rowId)
      const { negative: _, ...positive } = ownParts(workspace, column)
      return [promptText(promptOf(positive, row?.values)), ...factsOf(column, image, of)].join(" · ")
    }
    return { factsOf, altOf }
  }, [names, connections, workspace])
}
