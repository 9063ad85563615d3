import { lookup as systemLookup } from "node:dns/promises"
import { isIP, type LookupFunction, type Socket } from "node:net"
import { Agent, buildConnector, Client, type Dispatcher, Pool } from "undici"
import { BracketError } from "#lib/domain/errors"
import { type AddressRefusal, refusalOf, type Trust } from "./address-rules.ts"

export interface DialOptions {
  trust: Trust
  connectMs: number
  allowPlainHttp: boolean
  /** The only authority that may vouch for the server, in place of the public ones (PEM). */
  caPem?: string
  /** All addresses of a name; the system's resolver when not given. */
  resolve?: Resolve
}

export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

/** A request handler that wants to know which socket carries its request. */
export interface SocketListener extends Dispatcher.DispatchHandler {
  onSocket(socketNow: () => Socket | undefined): void
}

/**
 * A pool of HTTP/1.1 connections that dials by one set of rules. Pools are never shared between rules: a
 * connection that an operator opened into the own network must not carry a member's request.
 *
 * HTTP/1.1 on purpose: aborting a request closes its socket, which every server notices and stops
 * generating for. Connections idle for 4 s are dropped, unless the server names a longer time: uvicorn,
 * under most local model servers, drops them itself after 5 s without saying so.
 */
export function createDialer(options: DialOptions): Agent {
  const connector = guardedConnector(options)
  return new Agent({
    allowH2: false,
    factory: (origin) =>
      new Pool(origin, {
        allowH2: false,
        factory: (poolOrigin) => new SocketClient(poolOrigin, connector),
      }),
  })
}

/** One connection that tells each request's handler which socket it goes over; undici keeps that to itself. */
class SocketClient extends Client {
  #socket: Socket | undefined

  constructor(origin: URL, connector: buildConnector.connector) {
    super(origin, {
      allowH2: false,
      pipelining: 1,
      connect: (target, done) =>
        connector(target, (...[error, socket]) => {
          if (error) return done(error, null)
          this.#socket = socket
          done(null, socket)
        }),
    })
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler | SocketListener,
  ): boolean {
    if ("onSocket" in handler) handler.onSocket(() => this.#socket)
    return super.dispatch(options, handler)
  }
}

/** Opens connections by one set of rules; nothing else in Bracket opens one. */
export function guardedConnector(options: DialOptions): buildConnector.connector {
  const connectors = new Map(
    ["http:", "https:"].map((protocol) => [
      protocol,
      buildConnector({
        allowH2: false,
        minVersion: "TLSv1.2",
        timeout: options.connectMs,
        ...(options.caPem ? { ca: options.caPem } : {}),
        lookup: guardedLookup(options, protocol),
      }),
    ]),
  )
  return (target, done) => {
    const connect = connectors.get(target.protocol)
    // Node asks for no look-up when the host is an address already, so the guard stands here as well.
    const refused = isIP(target.hostname)
      ? refuse(options, target.protocol, target.hostname, target.hostname)
      : undefined
    if (refused || !connect) return done(refused ?? new TypeError(`No dialling by ${target.protocol}`), null)
    connect(target, done)
  }
}

/**
 * All addresses of a name, every one of which may be dialled. Throws `BracketError("blocked_address")`, or what the
 * resolver throws.
 */
export async function allowedAddresses(
  options: DialOptions,
  protocol: string,
  hostname: string,
): Promise<{ address: string; family: number }[]> {
  const resolve = options.resolve ?? ((name) => systemLookup(name, { all: true }))
  const addresses = isIP(hostname) ? [{ address: hostname, family: isIP(hostname) }] : await resolve(hostname)
  // One bad address refuses the name: a mix of public and private is what a rebinding attack looks like.
  for (const { address } of addresses) {
    const refused = refuse(options, protocol, hostname, address)
    if (refused) throw refused
  }
  if (addresses.length === 0) throw noAddress(hostname)
  return addresses
}

/** Looks a name up and hands over only what may be dialled: the checked address is the one that is dialled. */
function guardedLookup(options: DialOptions, protocol: string): LookupFunction {
  return (hostname, lookupOptions, done) => {
    allowedAddresses(options, protocol, hostname).then(
      (addresses) => {
        const [first] = addresses
        if (lookupOptions.all || !first) return done(null, addresses)
        done(null, first.address, first.family)
      },
      (error: Error) => done(error, []),
    )
  }
}

const noAddress = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`No address for ${hostname}`), { code: "ENOTFOUND" })

/** Why an address of a host may not be dialled, if so. */
export function refuse(
  options: DialOptions,
  protocol: string,
  host: string,
  address: string,
): BracketError | undefined {
  const refusal = refusalOf(address, { ...options, protocol })
  if (!refusal) return undefined
  const { message, hint } = refusals[refusal]
  return new BracketError("blocked_address", `${host} ${message}`, { hint, params: { host, rule: refusal } })
}

const refusals: Record<AddressRefusal, { message: string; hint: string }> = {
  metadata: {
    message: "is a link-local address, where clouds keep the credentials of their machines",
    hint: "No model is served there; correct the base URL.",
  },
  private: {
    message: "is not an address on the public internet",
    hint: "Only an admin may set up connections into the network of this server.",
  },
  plain_http: {
    message: "may only be reached by https",
    hint: "Plain http goes to this machine only. Use https, or let an admin allow plain http for this connection.",
  },
}
