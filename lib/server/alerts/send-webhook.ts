import { createHmac } from "node:crypto"
import type { AlertProblem } from "#lib/domain/alerts/alert-channel"
import { BracketError } from "#lib/domain/errors"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { type AlertMessage, webhookBody } from "./alert-message.ts"

/** How long a receiver may take to answer, in ms. */
const answerWithinMs = 15_000

/**
 * Sends a message to a webhook, signed: HMAC-SHA256 over `TIMESTAMP.BODY`, hex. The timestamp (seconds) is of this try,
 * so that a receiver can refuse what is old. Returns what went wrong; undefined when it was taken (2xx).
 */
export async function sendWebhook(
  { url, key, message }: { url: string; key: string; message: AlertMessage },
  { http, now, signal }: { http: Pick<UpstreamHttp, "send">; now: () => number; signal: AbortSignal },
): Promise<AlertProblem | undefined> {
  const body = JSON.stringify(webhookBody(message))
  const timestamp = String(Math.floor(now() / 1000))
  const signature = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex")
  try {
    const answer = await http.send(
      {
        method: "POST",
        url: new URL(url),
        headers: {
          "content-type": "application/json",
          "user-agent": "Bracket",
          "x-bracket-event": `alert.${message.event}`,
          "x-bracket-delivery": message.id,
          "x-bracket-timestamp": timestamp,
          "x-bracket-signature": `sha256=${signature}`,
        },
        body: Buffer.from(body),
      },
      {
        trust: "operator",
        credential: () => undefined,
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
        timeLimits: { connectMs: 10_000, silenceMs: 10_000 },
      },
    )
    answer.discard()
    if (answer.status >= 200 && answer.status < 300) return undefined
    return { code: "status", detail: String(answer.status) }
  } catch (error) {
    return problemOf(error)
  }
}

function problemOf(error: unknown): AlertProblem {
  if (!(error instanceof BracketError)) return { code: "unreachable", detail: "timeout" }
  const detail = error.message.slice(0, 200)
  switch (error.code) {
    case "blocked_address":
      return { code: "blocked", detail }
    case "upstream_tls":
      return { code: "tls", detail }
    case "upstream_bad_request":
      return { code: "redirect", detail }
    default:
      return { code: "unreachable", detail }
  }
}
