import { isIP, type Socket } from "node:net"
import { type DetailedPeerCertificate, TLSSocket } from "node:tls"
import { BracketError } from "#lib/domain/errors"
import { connectionFault } from "./connection-faults.ts"
import { allowedAddresses, type DialOptions, guardedConnector, refuse } from "./dialer.ts"
import type { Dial } from "./http.ts"

/** What was agreed on with a server, and who vouches for it. Times are epoch ms. */
export interface TlsFacts {
  version: string
  certificate: { subject: string; issuer: string; validFrom: number; validTo: number }
}

/**
 * What `send` does before it sends, step by step, by the same rules. Each throws the `BracketError` that `send` would.
 */
export interface DialSteps {
  /** Scheme and form of an address, and the address itself where the host is one. */
  checkUrl(url: URL, dial: Dial): void
  /** The addresses of its host, all of which may be dialled. */
  lookUp(url: URL, dial: Dial): Promise<string[]>
  /** Opens a connection and closes it again. `tls` is absent for plain http. */
  connect(url: URL, dial: Dial, connectMs: number): Promise<{ tls?: TlsFacts }>
}

export function dialSteps(optionsOf: (dial: Dial, connectMs: number) => DialOptions): DialSteps {
  return {
    checkUrl(url, dial) {
      refuseOddUrl(url)
      const host = bareHost(url)
      // Names are looked at again when they are resolved; what can be said of them now is said now.
      const address = isIP(host) ? host : addressOfName(host)
      const refused = refuse(optionsOf(dial, 0), url.protocol, host, address)
      if (refused) throw refused
    },

    async lookUp(url, dial) {
      const host = bareHost(url)
      try {
        const addresses = await allowedAddresses(optionsOf(dial, 0), url.protocol, host)
        return addresses.map(({ address }) => address)
      } catch (error) {
        throw connectionFault(error, host)
      }
    },

    async connect(url, dial, connectMs) {
      const socket = await opened(url, optionsOf(dial, connectMs))
      const facts = socket instanceof TLSSocket ? tlsFacts(socket) : undefined
      socket.destroy()
      return facts ? { tls: facts } : {}
    },
  }
}

/** Throws `BracketError("blocked_address")` for what is no address that a key may go to. */
export function refuseOddUrl(url: URL): void {
  const problem =
    url.protocol !== "https:" && url.protocol !== "http:"
      ? { rule: "scheme", message: "Only http and https addresses can be called" }
      : url.username || url.password
        ? { rule: "credentials", message: "An address must not hold a name or a password" }
        : undefined
  if (problem)
    throw new BracketError("blocked_address", problem.message, {
      hint: "Correct the connection's base URL; keys belong in the credential.",
      params: { host: url.hostname, rule: problem.rule },
    })
}

/** Names of the metadata services of clouds. */
const metadataNames = ["metadata", "metadata.google.internal", "metadata.goog", "instance-data"]

/** An address of the kind that a name stands for by itself: this machine, a metadata service, somewhere on the internet. */
function addressOfName(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, "")
  if (name === "localhost" || name.endsWith(".localhost")) return "127.0.0.1"
  return metadataNames.includes(name) ? "169.254.169.254" : "1.1.1.1"
}

/** IPv6 addresses stand in brackets in a URL. */
const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "")

function opened(url: URL, options: DialOptions): Promise<Socket> {
  const connect = guardedConnector(options)
  const target = {
    hostname: bareHost(url),
    host: url.host,
    protocol: url.protocol,
    port: url.port || (url.protocol === "https:" ? "443" : "80"),
    servername: isIP(bareHost(url)) ? "" : url.hostname,
  }
  return new Promise((resolve, reject) =>
    connect(target, (...[error, socket]) =>
      error ? reject(connectionFault(error, url.hostname)) : resolve(socket),
    ),
  )
}

function tlsFacts(socket: TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate()
  return {
    version: socket.getProtocol() ?? "",
    certificate: {
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      validFrom: Date.parse(certificate.valid_from),
      validTo: Date.parse(certificate.valid_to),
    },
  }
}

/** The name by which people know a certificate: its common name, else its organisation. */
function nameOf(subject: DetailedPeerCertificate["subject"] | undefined): string {
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
  return first(subject?.CN) ?? first(subject?.O) ?? ""
}
