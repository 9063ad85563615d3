"use client"

import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { judgementsQuery } from "#lib/client/api/batch"
import { type Judging, useJudgeRun } from "#lib/client/api/judge-run"
import { ApiError } from "#lib/client/api/request"
import type { ColumnResult } from "#lib/client/workspace"
import type { Judgement } from "#lib/domain/judgement"
import { useCellKey, usePlayground } from "./playground-context"

/** What was said about a run; undefined while nothing was. */
export function useJudgement({ batchId, runId }: ColumnResult, hasEnded: boolean): Judgement | undefined {
  return useQuery({ ...judgementsQuery(batchId), enabled: hasEnded }).data?.[runId]
}

/** Returns the functions that rate a column's output, note something about it, and make it the winner of its row. */
export function useJudging(columnId: string, result: ColumnResult) {
  const t = useTranslations("columns.judging")
  const { workspace } = usePlayground()
  const queries = useQueryClient()
  const toast = useToast()
  const errorText = useErrorText()
  const { mutate } = useJudgeRun()
  const cell = useCellKey(columnId)

  const judge = ({ batchId, runId }: ColumnResult, judging: Judging) =>
    mutate(
      { batchId, runId, judging },
      {
        onError: (error) => {
          const reason = error instanceof ApiError ? errorText(error).title : String(error)
          toast({ text: `${t("failed")}. ${reason}`, tone: "error" })
        },
      },
    )
  const isWinner = ({ batchId, runId }: ColumnResult) =>
    queries.getQueryData(judgementsQuery(batchId).queryKey)?.[runId]?.winner ?? false

  return {
    rate: (rating: number | null) => judge(result, { rating }),
    note: (note: string) => judge(result, { note }),
    async crown(winner: boolean) {
      const [rowId] = cell.split("/")
      const rivals = workspace
        .getState()
        .columns.flatMap((column) => Object.entries(column.results))
        .filter(([key, rival]) => key.startsWith(`${rowId}/`) && rival.runId !== result.runId)
      // One row has one winner.
      if (winner) {
        const batches = new Set(rivals.map(([, rival]) => rival.batchId))
        await Promise.allSettled([...batches].map((id) => queries.ensureQueryData(judgementsQuery(id))))
        for (const [, rival] of rivals) if (isWinner(rival)) judge(rival, { winner: false })
      }
      judge(result, { winner })
    },
  }
}
