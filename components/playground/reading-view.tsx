"use client"

import type { Column, Reading } from "#lib/client/workspace"
import { ConsensusReading } from "./consensus-reading"
import { DiffReading } from "./diff-reading"
import { TokensReading } from "./tokens-reading"

/** An output as it is read together with others: marked against the baseline, against all, or token by token. */
export function ReadingView({
  column,
  reading,
}: {
  column: Column
  reading: Exclude<Reading, "answers" | "timeline" | "strip">
}) {
  switch (reading) {
    case "diff":
      return <DiffReading column={column} />
    case "consensus":
      return <ConsensusReading column={column} />
    case "tokens":
      return <TokensReading column={column} />
  }
}
