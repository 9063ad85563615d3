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

/** Why there is no secure connection, as far as a person can do something about it. */
type TlsRule = "version" | "not_tls" | "self_signed" | "untrusted" | "expired" | "name" | "other"

/** Node's X509 error codes and OpenSSL's; whatever else begins like one of theirs is `other`. */
const tlsRules: Record<string, TlsRule> = {
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "version",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "version",
  ERR_SSL_WRONG_VERSION_NUMBER: "not_tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "not_tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self_signed",
  SELF_SIGNED_CERT_IN_CHAIN: "self_signed",
  CERT_UNTRUSTED: "untrusted",
  INVALID_CA: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "untrusted",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "name",
  HOSTNAME_MISMATCH: "name",
  CERT_CHAIN_TOO_LONG: "other",
  CERT_REJECTED: "other",
  CERT_REVOKED: "other",
  CERT_SIGNATURE_FAILURE: "other",
  INVALID_PURPOSE: "other",
  PATH_LENGTH_EXCEEDED: "other",
  EPROTO: "other",
}

const tlsHints: Record<TlsRule, string> = {
  version: "It speaks nothing newer than TLS 1.1; TLS 1.2 is needed. Update that server.",
  not_tls: "What listens there does not speak TLS: check the port, and whether the address begins with http.",
  self_signed:
    "Its certificate vouches for itself. Give it one of a public authority, or let an admin pin its CA here.",
  untrusted: "No authority that is known here vouches for its certificate: let an admin pin its CA here.",
  expired: "Its certificate has expired or is not valid yet: renew it, and check this server's clock.",
  name: "Its certificate is for another name: use the name that it is made for.",
  other: "TLS 1.2 or newer and a valid certificate are needed.",
}

const tlsRuleOf = (code: string): TlsRule | undefined =>
  tlsRules[code] ?? (/^ERR_(TLS|SSL)_/.test(code) ? "other" : undefined)

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
  const rule = tlsRuleOf(code)
  if (rule)
    return new BracketError("upstream_tls", `No secure connection to ${host}`, {
      hint: tlsHints[rule],
      params: { host, reason: code, rule },
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
