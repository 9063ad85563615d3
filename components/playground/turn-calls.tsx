"use client"

import type { Turn } from "#lib/client/workspace"
import { ToolCallCard } from "./tool-call-card"

/** The calls that a message of the assistant asked for. */
export function TurnCalls({ turn }: { turn: Turn }) {
  return (
    <div className="mt-2 grid gap-2">
      {turn.calls?.map((call) => (
        <ToolCallCard key={call.id} call={call} />
      ))}
    </div>
  )
}
