import { describe, expect, onTestFinished, test } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { type FakeVault, fakeLogin, fakeToken, fakeVault } from "#lib/server/upstream/testing/fake-vault"
import { closedPort } from "#lib/server/upstream/testing/loopback-server"
import { vaultTransport } from "#lib/server/vault-transport"
import { createVault, defaultVaultTimes } from "./vault.ts"
import { createVaultSession, type VaultLogin } from "./vault-session.ts"

const approle: VaultLogin = { kind: "approle", ...fakeLogin }
const place = { mount: "secret", path: "team/deepseek", field: "key" }

/** A reader of a Vault, with a clock and timers that the test turns. */
function reader(vault: { address: string }, login: VaultLogin = approle, namespace?: string) {
  const http = createUpstreamHttp({ allowPlainHttp: true })
  const clock = { now: 1_000_000 }
  const timers: { at: number; run: () => void }[] = []
  const failed: unknown[] = []
  const session = createVaultSession({
    login,
    send: vaultTransport({ http, address: vault.address, namespace }),
    schedule(ms, run) {
      const timer = { at: clock.now + ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
    onRenewalFailed: (error) => failed.push(error),
  })
  const secrets = createVault({ session, now: () => clock.now })
  onTestFinished(async () => {
    secrets.close()
    await http.close()
  })
  return {
    read: (more: Partial<typeof place> = {}) => secrets.read({ ...place, ...more }),
    close: () => secrets.close(),
    pass(ms: number) {
      clock.now += ms
    },
    /** Runs the timer that is next, at its time. */
    async ring() {
      const [timer] = timers.splice(0, 1)
      if (!timer) throw new Error("no timer is set")
      clock.now = timer.at
      timer.run()
    },
    timers,
    failed,
    clock,
  }
}

async function stocked(options: { namespace?: string } = {}): Promise<FakeVault> {
  const vault = await fakeVault(options)
  vault.secrets.set("team/deepseek", { key: "sk-vault", other: "sk-other", number: 1, blank: "" })
  return vault
}

const reasonOf = (reading: Promise<string>) =>
  reading.then(
    () => "read",
    (error: unknown) => (error instanceof BracketError ? error.params?.reason : error),
  )

describe("reading", () => {
  test("many runs that start at once ask once: one login, one question", async () => {
    const vault = await stocked()
    const { read } = reader(vault)
    expect(await Promise.all([read(), read(), read({ field: "other" })])).toEqual([
      "sk-vault",
      "sk-vault",
      "sk-other",
    ])
    expect(vault.calls).toEqual(["POST auth/approle/login", "GET secret/data/team/deepseek"])
  })

  test("a key that was replaced in Vault is used after five minutes, and not asked for before", async () => {
    const vault = await stocked()
    const { read, pass } = reader(vault)
    await read()
    vault.secrets.set("team/deepseek", { key: "sk-new" })
    pass(defaultVaultTimes.freshMs - 1)
    expect(await read()).toBe("sk-vault")
    pass(1)
    expect(await read()).toBe("sk-new")
  })

  test("works with a token, and in a namespace", async () => {
    const vault = await stocked({ namespace: "team" })
    expect(await reader(vault, { kind: "token", token: fakeToken }, "team").read()).toBe("sk-vault")
    expect(await reasonOf(reader(vault, { kind: "token", token: fakeToken }).read())).toBe("missing")
  })

  test.each([
    ["a field that is not there", { field: "none" }, "missing"],
    ["a field that is no text", { field: "number" }, "unreadable"],
    ["an empty field", { field: "blank" }, "empty"],
    ["a secret that is not there", { path: "none" }, "missing"],
    ["a secret whose version was deleted", { path: "deleted" }, "missing"],
    ["a secret that the policy forbids", { path: "forbidden/x" }, "denied"],
  ])("%s is told as what it is", async (_, more, reason) => {
    const vault = await stocked()
    vault.secrets.set("deleted", null)
    expect(await reasonOf(reader(vault).read(more))).toBe(reason)
  })

  test("a wrong role or token is told as denied", async () => {
    const vault = await stocked()
    expect(await reasonOf(reader(vault, { ...approle, kind: "approle", secretId: "x" }).read())).toBe(
      "denied",
    )
    expect(await reasonOf(reader(vault, { kind: "token", token: "wrong" }).read())).toBe("denied")
  })
})

describe("when Vault fails", () => {
  test.each(["sealed", "down"] as const)(
    "%s: the key goes on serving for an hour, then says why not",
    async (state) => {
      const vault = await stocked()
      const { read, pass } = reader(vault)
      await read()
      vault.state = state
      pass(defaultVaultTimes.freshMs)
      expect(await read()).toBe("sk-vault")
      pass(defaultVaultTimes.outageMs - defaultVaultTimes.freshMs - 1)
      expect(await read()).toBe("sk-vault")
      pass(1)
      const error = await read().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({
        code: "secret_unavailable",
        retryable: true,
        params: { source: "vault", reason: state === "sealed" ? "sealed" : "away" },
      })
      vault.state = "up"
      expect(await read()).toBe("sk-vault")
    },
  )

  test("while it is away, not every run waits for it to fail again", async () => {
    const vault = await stocked()
    const { read, pass } = reader(vault)
    await read()
    vault.state = "sealed"
    pass(defaultVaultTimes.freshMs)
    await Promise.all([read(), read(), read()])
    await read()
    expect(vault.calls.filter((call) => call.includes("data/"))).toHaveLength(2)
    pass(defaultVaultTimes.tryAgainMs)
    await read()
    expect(vault.calls.filter((call) => call.includes("data/"))).toHaveLength(3)
  })

  test("a secret that was deleted or forbidden is gone at once: an outage is not how to take a key away", async () => {
    const vault = await stocked()
    const { read, pass } = reader(vault)
    await read()
    vault.secrets.delete("team/deepseek")
    pass(defaultVaultTimes.freshMs)
    expect(await reasonOf(read())).toBe("missing")
    vault.state = "sealed"
    expect(await reasonOf(read())).toBe("sealed")
  })

  test("nothing was ever read: the first run says that Vault is away", async () => {
    const address = `http://127.0.0.1:${await closedPort()}`
    expect(await reasonOf(reader({ address }).read())).toBe("away")
  })
})

describe("the token", () => {
  test("is renewed at two thirds of its life, again and again, also when nothing runs", async () => {
    const vault = await stocked()
    const { read, ring, timers, clock } = reader(vault)
    await read()
    expect(timers.map((timer) => timer.at - clock.now)).toEqual([2_400_000])
    await ring()
    await expect.poll(() => timers.length).toBe(1)
    expect(vault.calls.at(-1)).toBe("POST auth/token/renew-self")
  })

  test("of the operator is renewed too, and tried again when that fails", async () => {
    const vault = await stocked()
    const { read, ring, timers, failed } = reader(vault, { kind: "token", token: fakeToken })
    await read()
    vault.state = "sealed"
    await ring()
    await expect.poll(() => timers.length).toBe(1)
    expect(failed).toMatchObject([{ params: { reason: "sealed" } }])
    vault.state = "up"
    await ring()
    await expect.poll(() => vault.calls.at(-1)).toBe("POST auth/token/renew-self")
  })

  test("that Vault grants less and less for is replaced by a new login", async () => {
    const vault = await stocked()
    const { read, ring, pass } = reader(vault)
    await read()
    vault.lifetime = 60
    await ring()
    await expect.poll(() => vault.calls.at(-1)).toBe("POST auth/token/renew-self")
    const logins = async () => {
      pass(defaultVaultTimes.freshMs)
      await read()
      return vault.calls.filter((call) => call.includes("login")).length
    }
    await expect.poll(logins).toBe(2)
  })

  test("that was revoked is replaced by a new login, and the run never notices", async () => {
    const vault = await stocked()
    const { read, pass } = reader(vault)
    await read()
    vault.revokeTokens()
    pass(defaultVaultTimes.freshMs)
    expect(await read()).toBe("sk-vault")
    expect(vault.calls.filter((call) => call.includes("login"))).toHaveLength(2)
  })

  test("is not renewed any more once Bracket has closed", async () => {
    const { read, close, timers } = reader(await stocked())
    await read()
    close()
    expect(timers).toEqual([])
  })
})
