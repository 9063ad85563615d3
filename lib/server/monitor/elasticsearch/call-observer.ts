import type { RunObserver } from "#lib/server/monitor/run-observer"
import { type CallLine, cachedLine, callLine, type DocumentOptions } from "./call-document.ts"
import type { CallsUnderWay } from "./calls-under-way.ts"
import type { Outbox } from "./outbox.ts"

/** Puts a document into the outbox for each call to a provider, and for each answer of our own cache. */
export function createCallObserver(
  { outbox, underWay }: { outbox: Pick<Outbox, "append">; underWay: Pick<CallsUnderWay, "begin" | "end"> },
  options: DocumentOptions,
): RunObserver {
  const textOf = (line: CallLine) => JSON.stringify(line)
  return {
    name: "elasticsearch",
    hear(run, news) {
      if (news.type === "try-sent") {
        const line = callLine(run, news.sent, news.at, options)
        underWay.begin(line.id, textOf(line))
      } else if (news.type === "try-ended") {
        const { sent, startedAt, ending, at } = news
        const line = callLine(run, sent, startedAt, options, { ending, at })
        underWay.end(line.id, outbox.append(textOf(line)))
      } else if (news.type === "run-ended" && news.ending.cached)
        void outbox.append(textOf(cachedLine(run, news.at, news.ending, options)))
    },
  }
}
