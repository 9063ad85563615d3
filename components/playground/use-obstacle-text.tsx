"use client"

import { useTranslations } from "use-intl"
import { obstaclesOf, type RunObstacle } from "#lib/client/variant"
import { isParameterName, useProblemText } from "./parameter-texts"
import { useConnections, usePlayground, useWorkspace } from "./playground-context"

/** Why nothing can run just now, in a sentence; undefined when something can. */
export function useObstacleText(): string | undefined {
  const t = useTranslations("run.obstacles")
  const names = useTranslations("parameters.names")
  const problemText = useProblemText()
  const { mayRun } = usePlayground()
  const { connections, isLoading, error } = useConnections()
  const fallback = useTranslations("playground")
  const workspace = useWorkspace((state) => state)
  if (!mayRun) return t("viewer")
  if (isLoading) return t("loading")
  if (error) return fallback("connectionsFailed")
  const blocked = workspace.columns.map((column) => obstaclesOf(workspace, column, connections)[0])
  const first = blocked[0]
  if (!first || blocked.some((obstacle) => !obstacle)) return undefined

  const say = (obstacle: RunObstacle): string => {
    switch (obstacle.kind) {
      case "empty_prompt":
      case "no_connection":
        return t(obstacle.kind)
      case "prompt_too_long":
        return t("prompt_too_long", { max: obstacle.max })
      case "mode_not_taken":
        return t(`mode_not_taken.${obstacle.mode}`, { model: obstacle.model })
      case "parameter": {
        const { name } = obstacle.problem
        return t("parameter", {
          name: isParameterName(name) ? names(name) : name,
          problem: problemText(obstacle.problem),
        })
      }
    }
  }
  return say(first)
}
