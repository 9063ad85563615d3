import { errors } from "undici"
import { BracketError } from "#lib/domain/errors"

type Reason = "dns" | "refused" | "reset" | "closed" | "network"

/** System and undici error codes, by what they mean for a person. Anything else is `network`. */
const reasons: Record<string, Reason> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ENODATA: "dns",
  ESERVFAIL: "dns",
  ETIMEOUT: "dns",
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "closed",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "closed",
  UND_ERR_CLOSED: "closed",
  UND_ERR_DESTROYED: "closed",
}

const sentences: Record<Reason, { message: (host: string) => string; hint: string }> = {
  dns: {
    message: (host) => `The name ${host} could not be looked up`,
    hint: "Check the base URL for a typing error, and this server's name service.",
  },
  refused: {
    message: (host) => `${host} refused the connection`,
    hint: "Nothing listens there: check the port, and that the server is running.",
  },
  reset: {
    message: (host) => `The connection to ${host} broke off`,
    hint: "What had arrived is kept. Try again; if it repeats, look at the upstream's status page.",
  },
  closed: {
    message: (host) => `${host} closed the connection before its answer was complete`,
    hint: "What had arrived is kept. Try again; if it repeats, look at the upstream's status page.",
  },
  network: {
    message: (host) => `${host} could not be reached`,
    hint: "Check this server's network, firewall and the base URL.",
  },
}

/** Codes of certificates that do not verify (Node's X509 error codes); those of OpenSSL have prefixes. */
const certificateCodes = new Set([
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
])

const isTls = (code: string): boolean =>
  certificateCodes.has(code) || /^ERR_(TLS|SSL)_/.test(code) || code === "EPROTO"

/** The code of a system error; of several addresses tried, the first that has one. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ""
}

/** Turns what the network threw into what a run can show. `host` is the name that was dialled. */
export function connectionFault(error: unknown, host: string): BracketError {
  if (error instanceof BracketError) return error
  const code = codeOf(error)
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT")
    return new BracketError("upstream_connect_timeout", `${host} did not accept a connection in time`, {
      hint: "Check the base URL and the firewall; the time limit is a setting of the connection.",
      params: { host },
      cause: error,
    })
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT")
    return new BracketError("upstream_silent", `${host} sent nothing for too long`, {
      hint: "What had arrived is kept. Try again; a slow model may need a longer time limit.",
      params: { host, phase: code === "UND_ERR_BODY_TIMEOUT" ? "body" : "headers" },
      cause: error,
    })
  if (isTls(code))
    return new BracketError("upstream_tls", `No secure connection to ${host}`, {
      hint: "TLS 1.2 or newer and a valid certificate are needed; name a private authority in NODE_EXTRA_CA_CERTS.",
      params: { host, reason: code },
      cause: error,
    })
  if (error instanceof errors.HTTPParserError || code === "UND_ERR_HEADERS_OVERFLOW")
    return new BracketError("upstream_garbage", `${host} did not answer in HTTP`, {
      hint: "Check the port and whether the base URL begins with http or https.",
      params: { host, received: "no HTTP" },
      cause: error,
    })
  // Not the network's doing: undici refused what we handed it, or our own code failed.
  if (code === "" || code === "UND_ERR_INVALID_ARG")
    return new BracketError("internal", `The request to ${host} could not be sent`, { cause: error })
  const reason = reasons[code] ?? "network"
  const { message, hint } = sentences[reason]
  return new BracketError("upstream_unreachable", message(host), {
    hint,
    params: { host, reason },
    cause: error,
  })
}
