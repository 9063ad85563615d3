import { readFileSync } from "node:fs"
import { type Config, ConfigError } from "#lib/server/config"
import type { Log } from "#lib/server/log"
import { openSeal } from "#lib/server/secrets/open-seal"
import { createReferenceReader, type ReferenceReader, withoutMasterKey } from "#lib/server/secrets/references"
import type { Seal } from "#lib/server/secrets/seal"
import { createSecretBox, type SecretBox } from "#lib/server/secrets/secret-box"
import { createVault } from "#lib/server/secrets/vault"
import { createVaultSession, type Schedule, type VaultLogin } from "#lib/server/secrets/vault-session"
import type { Store } from "#lib/server/store/store"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { vaultTransport } from "#lib/server/vault-transport"

interface Deps {
  config: Config
  now: () => number
  log: Log
}

export interface Secrets {
  seal: Seal
  secrets: SecretBox
  close(): Promise<void>
}

/** What seals and opens secrets, and what reads those that are kept elsewhere. Rejects as `openSeal` does. */
export async function openSecrets(deps: Deps & { store: Store }): Promise<Secrets> {
  const { references, close } = openReferences(deps)
  try {
    const seal = await openSeal({ config: deps.config, references, sealed: deps.store.sealed })
    const forConnections = withoutMasterKey(references, deps.config.masterKey)
    return { seal, secrets: createSecretBox({ seal, references: forConnections }), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Variables, files and, where one is configured, Vault. Throws `ConfigError`. */
export function openReferences({ config, now, log }: Deps): {
  references: ReferenceReader
  close(): Promise<void>
} {
  const places = { environment: process.env, dataDir: config.dataDir }
  const login = loginOf(config)
  if (config.vault.address === undefined || !login)
    return { references: createReferenceReader(places), close: async () => {} }
  // A client of its own: secrets are read before there is anything else, and until the end.
  const http = createUpstreamHttp({ allowPlainHttp: true })
  const session = createVaultSession({
    login,
    send: vaultTransport({
      http,
      address: config.vault.address,
      namespace: config.vault.namespace,
      caPem: certificatesOf(config),
    }),
    schedule,
    onRenewalFailed: (err) => log.warn({ err }, "Vault's token not renewed"),
  })
  const vault = createVault({ session, now })
  return {
    references: createReferenceReader({ ...places, vault }),
    async close() {
      vault.close()
      await http.close()
    },
  }
}

function loginOf({ vault }: Config): VaultLogin | undefined {
  if (vault.token !== undefined) return { kind: "token", token: vault.token }
  if (vault.roleId === undefined || vault.secretId === undefined) return undefined
  return { kind: "approle", roleId: vault.roleId, secretId: vault.secretId }
}

function certificatesOf({ vault }: Config): string | undefined {
  if (vault.caFile === undefined) return undefined
  try {
    return readFileSync(/* turbopackIgnore: true */ vault.caFile, "utf8")
  } catch {
    throw new ConfigError(
      "The file that VAULT_CACERT names cannot be read: correct its path or its permissions.",
    )
  }
}

/** A timer that keeps no process alive. */
const schedule: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
