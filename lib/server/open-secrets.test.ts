import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { readConfig } from "#lib/server/config"
import { createLog } from "#lib/server/log"
import { openSecrets } from "#lib/server/open-secrets"
import { openStore } from "#lib/server/store/open-store"
import { authorityPem } from "#lib/server/upstream/testing/certificates"
import { fakeLogin, fakeToken, fakeVault } from "#lib/server/upstream/testing/fake-vault"

/** Opens the secrets of an app that is configured like this. */
async function opened(environment: Record<string, string>) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "bracket-open-"))
  const store = await openStore({ dataDir })
  await store.migrate()
  onTestFinished(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const caFile = path.join(dataDir, "authority.pem")
  writeFileSync(caFile, authorityPem)
  const config = readConfig({
    DATA_DIR: dataDir,
    ...environment,
    ...(environment.VAULT_CACERT ? { VAULT_CACERT: caFile } : {}),
  })
  const secrets = await openSecrets({ config, store, now: Date.now, log: createLog("silent") })
  onTestFinished(() => secrets.close())
  return secrets.secrets
}

test("the master key itself may lie in Vault, behind certificates of the house", async () => {
  const vault = await fakeVault({ tls: true })
  vault.secrets.set("bracket", { master: Buffer.alloc(32, 7).toString("base64") })
  const configured = {
    VAULT_ADDR: vault.address,
    VAULT_TOKEN: fakeToken,
    VAULT_CACERT: "authority.pem",
    MASTER_KEY: "vault:secret/bracket#master",
  }
  const first = await opened(configured)
  const sealed = first.seal("sk-1", "connection:1")
  expect(await (await opened(configured)).open(sealed, "connection:1")).toBe("sk-1")
  await expect(opened({ ...configured, MASTER_KEY: "vault:secret/other#master" })).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringContaining("MASTER_KEY points to a key that cannot be had"),
  })
})

test("a Vault whose certificate nobody vouches for is not spoken to", async () => {
  const vault = await fakeVault({ tls: true })
  const secrets = await opened({ VAULT_ADDR: vault.address, VAULT_TOKEN: fakeToken })
  await expect(secrets.open("vault:secret/x#y", "connection:1")).rejects.toMatchObject({
    params: { reason: "away" },
    cause: { code: "upstream_tls" },
  })
  expect(vault.calls).toEqual([])
})

test("connections read from Vault by AppRole, and say so where none is configured", async () => {
  const vault = await fakeVault()
  vault.secrets.set("team/deepseek", { key: "sk-vault" })
  const { roleId, secretId } = fakeLogin
  const secrets = await opened({
    VAULT_ADDR: `${vault.address}/`,
    VAULT_ROLE_ID: roleId,
    VAULT_SECRET_ID: secretId,
  })
  expect(await secrets.open("vault:secret/team/deepseek#key", "connection:1")).toBe("sk-vault")
  await expect((await opened({})).open("vault:secret/x#y", "connection:1")).rejects.toMatchObject({
    params: { reason: "not_configured" },
  })
})

test.each([
  [{ VAULT_ADDR: "vault.example.com" }, "VAULT_ADDR must be an address"],
  [{ VAULT_ADDR: "https://vault.example.com", VAULT_ROLE_ID: "role" }, "set VAULT_TOKEN, or VAULT_ROLE_ID"],
])("an incomplete Vault %j is refused at the start", (environment, sentence) => {
  expect(() => readConfig(environment)).toThrowError(
    expect.objectContaining({ name: "ConfigError", message: expect.stringContaining(sentence) }),
  )
})
