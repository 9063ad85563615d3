import type { WindowFigures } from "#lib/server/store/monitor-ports"

/** What calls were like in a time (epoch ms, `to` not included), on one connection or all. */
export interface AlertFigures {
  window(time: { from: number; to: number; connectionId?: string }): Promise<WindowFigures>
}
