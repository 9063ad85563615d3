import type { Target } from "#lib/server/engine/connections"
import type { Sleep } from "#lib/server/engine/sleep"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import type { UpstreamEvent, Watch } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"

type Events = AsyncGenerator<UpstreamEvent, void, undefined>

interface WatchDeps {
  http: UpstreamHttp
  sleep: Sleep
  target: Target
  credential: Credential
  room: AnswerRoom
  /** Of the run: aborted, nothing is asked any more. */
  signal: AbortSignal
}

/** A server that does not answer such a question soon is busy: it is asked again. In ms. */
const longestMs = 5000

/** The events of an answer that comes late and all at once, and until then what the server says of its progress. */
export async function* watchedAnswer(answer: Events, watch: Watch, deps: WatchDeps): Events {
  const over = new AbortController()
  const progress = progressOf(watch, { ...deps, signal: AbortSignal.any([deps.signal, over.signal]) })
  let answered = answer.next()
  // Of an answer that fails while nobody waits for it, the next reader hears.
  answered.catch(() => undefined)
  let asked: Promise<IteratorResult<UpstreamEvent, void>> | undefined = progress.next()
  try {
    while (asked) {
      const first: { answer: true } | { said: IteratorResult<UpstreamEvent, void> } = await Promise.race([
        answered.then(() => ({ answer: true }) as const),
        asked.then((said) => ({ said })),
      ])
      if ("answer" in first) break
      if (first.said.done) asked = undefined
      else {
        yield first.said.value
        asked = progress.next()
      }
    }
    over.abort()
    for (let next = await answered; !next.done; next = await answered) {
      yield next.value
      answered = answer.next()
    }
  } finally {
    over.abort()
    await answer.return()
  }
}

/** Asks until the signal aborts, or until no way is left. A question that fails is no fault of the run's. */
async function* progressOf({ everyMs, ways }: Watch, deps: WatchDeps): Events {
  const { http, sleep, target, credential, room, signal } = deps
  const left = [...ways]
  while (left[0] && !signal.aborted) {
    try {
      await sleep(everyMs, signal)
      const response = await http.send(left[0].request(), {
        ...target,
        credential,
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
      })
      if (response.status === 200) yield* await left[0].read({ ...response, room })
      else {
        response.discard()
        if ([401, 404, 405].includes(response.status)) left.shift()
      }
    } catch {
      // The answer itself will say what is wrong with this server.
    }
  }
}

/** Tells the server to stop; what comes of that is not looked at, and it is not waited for long. Never rejects. */
export async function interruptServer(
  watch: Watch,
  deps: Omit<WatchDeps, "sleep" | "signal" | "room">,
): Promise<void> {
  const { http, target, credential } = deps
  const request = watch.interrupt()
  if (!request) return
  await http
    .send(request, { ...target, credential, signal: AbortSignal.timeout(longestMs) })
    .then((response) => response.discard())
    .catch(() => undefined)
}
