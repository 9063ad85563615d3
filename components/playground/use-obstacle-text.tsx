"use client"

import { useTranslations } from "use-intl"
import { obstaclesOf, type RunObstacle, tooManyRuns } from "#lib/client/run-obstacles"
import { isParameterName, useProblemText } from "./parameter-texts"
import { useConnections, usePlayground, useWorkspace } from "./playground-context"

/** Why nothing can run just now (or why this column cannot), in a sentence; undefined when something can. */
export function useObstacleText(columnId?: string): string | undefined {
  const t = useTranslations("run.obstacles")
  const fallback = useTranslations("playground")
  const { mayRun, lost } = usePlayground()
  const { connections, isLoading, error } = useConnections()
  const say = useObstacleSentence()
  const workspace = useWorkspace((state) => state)
  if (!mayRun) return t("viewer")
  if (isLoading) return t("loading")
  if (error) return fallback("connectionsFailed")
  const columns = workspace.columns.filter(({ id }) => columnId === undefined || id === columnId)
  if (lost) return lost
  const blocked = columns.map((column) => obstaclesOf(workspace, column, connections)[0])
  const [first] = blocked
  if (first && blocked.every((obstacle) => obstacle !== undefined)) return say(first)
  const tooMany = tooManyRuns(workspace, columns)
  return tooMany && say(tooMany)
}

/** Says what keeps a column from being run. */
export function useObstacleSentence(): (obstacle: RunObstacle) => string {
  const t = useTranslations("run.obstacles")
  const names = useTranslations("parameters.names")
  const problemText = useProblemText()
  return (obstacle) => {
    switch (obstacle.kind) {
      case "empty_prompt":
      case "no_connection":
      case "no_schema":
        return t(obstacle.kind)
      case "prompt_too_long":
        return t("prompt_too_long", { max: obstacle.max })
      case "missing_value":
        return t("missing_value", { name: obstacle.name, row: obstacle.row })
      case "check":
        return t("check", { place: obstacle.place })
      case "too_many_runs":
        return t("too_many_runs", { runs: obstacle.runs, max: obstacle.max })
      case "mode_not_taken":
        return t(`mode_not_taken.${obstacle.mode}`, { model: obstacle.model })
      case "feature":
        return t(`feature.${obstacle.feature}`, { model: obstacle.model })
      case "json":
        return t(`json.${obstacle.part}`)
      case "unanswered_call":
        return t("unanswered_call", { name: obstacle.name })
      case "parameter": {
        const { name } = obstacle.problem
        return t("parameter", {
          name: isParameterName(name) ? names(name) : name,
          problem: problemText(obstacle.problem),
        })
      }
    }
  }
}
