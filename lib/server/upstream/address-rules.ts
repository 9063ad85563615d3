import { BlockList, isIPv6 } from "node:net"

/**
 * Who chose the address that is dialled. `operator`: whoever runs this server, who may reach a model on the
 * own network. `member`: anybody else, who must not be able to make the server call into that network.
 */
export type Trust = "operator" | "member"

/** Why an address may not be dialled. */
export type AddressRefusal = "metadata" | "private" | "plain_http"

/**
 * Link-local addresses and the metadata services of clouds, which hand out the machine's own credentials to whoever
 * asks. No model is served there, so nobody may dial them, not even an operator who was talked into it.
 */
const metadataIPv4: [string, number][] = [
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
]
const metadataIPv6: [string, number][] = [
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
  ["fd20:ce::254", 128],
]

/** IPv4 ranges that are not the public internet (IANA special-purpose registry), as [network, prefix]. */
const specialIPv4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ...metadataIPv4,
]

/** The same for IPv6: unspecified and IPv4-compatible, local NAT64, discard, protocol assignments with Teredo, documentation, SRv6, unique local, link-local, site-local, multicast. */
const specialIPv6: [string, number][] = [
  ["::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
]

function blockList(ipv4: [string, number][], ipv6: [string, number][]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, "ipv6")
  for (const [network, prefix] of ipv4) {
    const [a = 0, b = 0, c = 0, d = 0] = network.split(".").map(Number)
    const high = ((a << 8) | b).toString(16)
    const low = ((c << 8) | d).toString(16)
    // IPv4-mapped IPv6 is covered by the IPv4 rule itself; NAT64 and 6to4 carry an IPv4 address of their own.
    list.addSubnet(network, prefix, "ipv4")
    list.addSubnet(`64:ff9b::${high}:${low}`, 96 + prefix, "ipv6")
    list.addSubnet(`2002:${high}:${low}::`, 16 + prefix, "ipv6")
  }
  return list
}

const notPublic = blockList(specialIPv4, specialIPv6)
const metadata = blockList(metadataIPv4, metadataIPv6)

const loopback = new BlockList()
loopback.addSubnet("127.0.0.0", 8, "ipv4")
loopback.addAddress("::1", "ipv6")

const inList = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv6(address) ? "ipv6" : "ipv4")

/**
 * Whether an IP address may be dialled, and if not, why. Metadata services are closed to all; members reach the public internet only; plain http
 * goes to this very machine only, unless an admin allows more.
 */
export function refusalOf(
  address: string,
  dial: { trust: Trust; protocol: string; allowPlainHttp: boolean },
): AddressRefusal | undefined {
  // A zone (fe80::1%eth0) is no part of the address.
  const bare = address.replace(/%.*$/, "")
  if (inList(metadata, bare)) return "metadata"
  if (dial.trust === "member" && inList(notPublic, bare)) return "private"
  if (dial.protocol === "http:" && !dial.allowPlainHttp && !inList(loopback, bare)) return "plain_http"
  return undefined
}
