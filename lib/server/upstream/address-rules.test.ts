import { describe, expect, it } from "vitest"
import { refusalOf } from "./address-rules.ts"

const member = { trust: "member" as const, protocol: "https:", allowPlainHttp: false }
const operator = { ...member, trust: "operator" as const }

describe("refusalOf", () => {
  it.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:a00:1",
    "::7f00:1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::1",
    "2002:7f00:1::",
  ])("keeps members out of the own network: %s", (address) => {
    expect(refusalOf(address, member)).toBe("private")
    expect(refusalOf(address, operator)).toBeUndefined()
  })

  it.each([
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "168.63.129.16",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
  ])("keeps everybody from the machine's own credentials: %s", (address) => {
    expect(refusalOf(address, member)).toBe("metadata")
    expect(refusalOf(address, { ...operator, allowPlainHttp: true })).toBe("metadata")
  })

  it.each([
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "11.0.0.1",
    "2606:4700::1111",
    "2002:101:101::1",
    "64:ff9b::101:101",
    "::ffff:1.1.1.1",
  ])("lets members reach the public internet: %s", (address) => {
    expect(refusalOf(address, member)).toBeUndefined()
  })

  it("lets plain http go to this machine only, unless an admin allows more", () => {
    const plain = { ...operator, protocol: "http:" }
    expect(refusalOf("127.0.0.1", plain)).toBeUndefined()
    expect(refusalOf("127.9.9.9", plain)).toBeUndefined()
    expect(refusalOf("::1", plain)).toBeUndefined()
    expect(refusalOf("::ffff:127.0.0.1", plain)).toBeUndefined()
    expect(refusalOf("192.168.0.9", plain)).toBe("plain_http")
    expect(refusalOf("0.0.0.0", plain)).toBe("plain_http")
    expect(refusalOf("192.168.0.9", { ...plain, allowPlainHttp: true })).toBeUndefined()
    expect(refusalOf("192.168.0.9", { ...plain, trust: "member", allowPlainHttp: true })).toBe("private")
  })
})
