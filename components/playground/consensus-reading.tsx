"use client"

import { useMemo } from "react"
import { ConsensusText } from "#components/compare/consensus-text"
import { useConsensus } from "#components/compare/use-compared"
import type { Column } from "#lib/client/workspace"
import { useShownRuns } from "./use-shown-runs"

/** A column's output with what all columns say in grey, and its own sentences marked. */
export function ConsensusReading({ column }: { column: Column }) {
  const shown = useShownRuns()
  const compared = useMemo(() => shown.filter(({ run }) => run && run.text !== ""), [shown])
  const texts = useMemo(() => compared.map(({ run }) => run?.text ?? ""), [compared])
  const index = compared.findIndex(({ columnId }) => columnId === column.id)
  const { result, failed } = useConsensus(texts)
  return (
    <ConsensusText
      sentences={result?.[index]}
      total={texts.length}
      names={compared.map(({ name }) => name)}
      index={index}
      failed={failed}
    />
  )
}
