import { expect, it } from "vitest"
import { offeredProviders, readConfig } from "#lib/server/config"

it("names a setting that cannot be used, and repeats no secret on the terminal", () => {
  expect(() => readConfig({ PORT: "many" })).toThrow(
    'PORT must be a whole number from 0 to 65535, not "many".',
  )
  for (const [name, value] of [
    ["AUTH_SECRET", "too-short-secret"],
    ["DATABASE_URL", "mysql://bracket:a-password@host/db"],
  ]) {
    const read = () => readConfig({ [name ?? ""]: value })
    expect(read).toThrow(`${name} must be`)
    expect(read).not.toThrow(value)
  }
})

it("offers the ways to sign in that are configured whole, and says what another one lacks", () => {
  const oidc = { OIDC_ISSUER: "https://id.example/", OIDC_CLIENT_ID: "b", OIDC_CLIENT_SECRET: "s" }
  expect(offeredProviders(readConfig({}))).toEqual([])
  const config = readConfig({ ...oidc, OIDC_NAME: "Example", OIDC_ALLOWED_DOMAINS: "A.example, b.example" })
  expect(offeredProviders(config)).toEqual([{ id: "oidc", name: "Example" }])
  expect(config.signIn.oidc?.issuer).toBe("https://id.example")
  expect(config.signIn.allowedDomains).toEqual(["a.example", "b.example"])
  expect(() => readConfig({ ...oidc, OIDC_CLIENT_SECRET: "" })).toThrow("OIDC_CLIENT_SECRET is not set")
  expect(() => readConfig({ GITHUB_CLIENT_ID: "g" })).toThrow("GITHUB_CLIENT_SECRET is not set")
})
