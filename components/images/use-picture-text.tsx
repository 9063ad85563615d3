"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { isParameterName } from "#components/playground/parameter-texts"
import { useConnections, useWorkspace } from "#components/playground/playground-context"
import { ownParts, promptOf } from "#lib/client/column-prompt"
import { pictureFacts } from "#lib/client/picture-facts"
import { sentParameters, targetOf } from "#lib/client/variant"
import { type Column, shownRowId } from "#lib/client/workspace"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { promptText } from "#lib/domain/prompt"

/** Returns the functions that put a column's picture into words: its settings, and what stands for it unseen. */
export function usePictureText(): {
  factsOf: (column: Column, image: ImageResult) => string[]
  /** `rowId`: of the row that it was made for; the one that is shown without it. */
  altOf: (column: Column, image: ImageResult, rowId?: string) => string
} {
  const names = useTranslations("parameters.names")
  const { connections } = useConnections()
  const workspace = useWorkspace((state) => state)
  return useMemo(() => {
    const factsOf = (column: Column, image: ImageResult) => {
      const target = targetOf(workspace.mode, column, connections)
      const sent = target ? sentParameters(column, target) : {}
      return pictureFacts(sent, image, ownParts(workspace, column).initImage !== undefined).map(
        ({ name, value }) =>
          name === "size" ? value : `${isParameterName(name) ? names(name) : name} ${value}`,
      )
    }
    const altOf = (column: Column, image: ImageResult, rowId = shownRowId(workspace)) => {
      const { rows } = workspace.variables
      const row = rows.find(({ id }) => id === rowId)
      const { negative: _, ...positive } = ownParts(workspace, column)
      return [promptText(promptOf(positive, row?.values)), ...factsOf(column, image)].join(" · ")
    }
    return { factsOf, altOf }
  }, [names, connections, workspace])
}
