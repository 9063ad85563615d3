import type { StoreApi } from "zustand/vanilla"
import type { LoggedEvent } from "#lib/domain/events"
import type { EventStreamOptions, StreamEnd } from "./event-stream.ts"
import type { ControllerState } from "./run-tracker.ts"

/** The event streams of a page: one per batch that is at work. */
export function createBatchStreams({
  state,
  follow,
  onEvents,
  onLive,
  onEnd,
}: {
  state: StoreApi<ControllerState>
  follow: (options: EventStreamOptions) => () => void
  onEvents: (batchId: string, events: LoggedEvent[]) => void
  onLive: (batchId: string) => void
  onEnd: (batchId: string, end: StreamEnd) => void
}) {
  const closers = new Map<string, () => void>()
  /** Who waits until a stream is live, or has ended. */
  const waiting = new Map<string, ((isLive: boolean) => void)[]>()

  const answer = (batchId: string, isLive: boolean) => {
    const waiters = waiting.get(batchId) ?? []
    waiting.delete(batchId)
    for (const resolve of waiters) resolve(isLive)
  }
  const leave = (batchId: string) => {
    closers.get(batchId)?.()
    closers.delete(batchId)
    state.setState(({ streams: { [batchId]: _, ...streams } }) => ({ streams }))
    answer(batchId, false)
  }
  const isLive = (batchId: string) => state.getState().streams[batchId] === "live"

  return {
    isLive,
    /** Follows a batch, or (`start`) begins it. One that is followed already stays as it is. */
    follow(batchId: string, start?: EventStreamOptions["start"]) {
      if (closers.has(batchId)) return
      state.setState(({ streams }) => ({ streams: { ...streams, [batchId]: "connecting" } }))
      const close = follow({
        batchId,
        start,
        onEvents: (events) => onEvents(batchId, events),
        onState: (streamState) => {
          if (!closers.has(batchId)) return
          state.setState(({ streams }) => ({ streams: { ...streams, [batchId]: streamState } }))
          if (streamState !== "live") return
          answer(batchId, true)
          onLive(batchId)
        },
        onEnd: (end) => {
          leave(batchId)
          onEnd(batchId, end)
        },
      })
      closers.set(batchId, close)
    },
    /** Resolves as soon as a stream is live: true; or has ended: false. */
    whenLive(batchId: string): Promise<boolean> {
      if (isLive(batchId)) return Promise.resolve(true)
      if (!closers.has(batchId)) return Promise.resolve(false)
      return new Promise((resolve) => waiting.set(batchId, [...(waiting.get(batchId) ?? []), resolve]))
    },
    /** A batch that is followed and at work, for new runs to join: a stream of their own could be the seventh. */
    joinable: (isAtWork: (batchId: string) => boolean): string | undefined =>
      [...closers.keys()].find(isAtWork),
    closeAll() {
      for (const batchId of [...closers.keys()]) leave(batchId)
    },
  }
}
