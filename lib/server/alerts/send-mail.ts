import { createTransport } from "nodemailer"
import type { AlertProblem } from "#lib/domain/alerts/alert-channel"
import { isLoopbackName } from "#lib/server/upstream/loopback-name"
import { type AlertMessage, mailContent } from "./alert-message.ts"
import type { SmtpAccess } from "./smtp-server.ts"

const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 15_000,
}

/** Sends a message by e-mail. Returns what went wrong; undefined when the server has taken it for all. */
export async function sendMail(
  { to, message }: { to: string[]; message: AlertMessage },
  access: SmtpAccess,
  signal: AbortSignal,
): Promise<AlertProblem | undefined> {
  const { host, port, tls, user, password, sender, caPem } = access
  const transport = createTransport({
    host,
    port,
    secure: tls === "tls",
    // To this very machine nothing can be overheard; anywhere else a server without STARTTLS gets nothing.
    requireTLS: tls === "starttls" && !isLoopbackName(host.includes(":") ? `[${host}]` : host),
    ignoreTLS: tls === "none",
    ...(user === "" ? {} : { auth: { user, pass: password } }),
    tls: { minVersion: "TLSv1.2", ...(caPem ? { ca: caPem } : {}) },
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await unlessAborted(
      signal,
      transport.sendMail({
        from: sender,
        to,
        ...mailContent(message),
        // The same for each try: mail programs show one that came twice once.
        messageId: `<${message.id}@bracket>`,
        headers: { "Auto-Submitted": "auto-generated" },
      }),
    )
    return undefined
  } catch (error) {
    return problemOf(error)
  } finally {
    transport.close()
  }
}

/** Stops waiting for something that cannot be broken off. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener("abort", onAbort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener("abort", onAbort))
}

function problemOf(error: unknown): AlertProblem {
  const { code, response, message, syscall } = error as {
    code?: string
    response?: string
    message?: string
    syscall?: string
  }
  const detail = (response ?? message ?? "").slice(0, 200)
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
      return { code: "login", detail }
    case "ETLS":
      return { code: "tls", detail }
    case "ESOCKET":
      // What fails on a socket and is no call of the system's is TLS: a certificate that nobody vouches for.
      return { code: syscall === undefined ? "tls" : "unreachable", detail }
    case "EENVELOPE":
    case "EMESSAGE":
    case "EPROTOCOL":
      return { code: "rejected", detail }
    default:
      return { code: "unreachable", detail }
  }
}
