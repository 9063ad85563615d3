import type { CallFigures } from "#lib/server/store/alert-ports"

/** What calls were like in a time (epoch ms, `to` not included), on one connection or all. */
export interface AlertFigures {
  window(time: { from: number; to: number; connectionId?: string }): Promise<CallFigures>
}
