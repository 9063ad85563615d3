import { realpath } from "node:fs/promises"
import { parseSecretReference, type SecretReference } from "#lib/domain/secret-reference"
import { readSecretFile } from "./secret-file.ts"
import { secretUnavailable } from "./secret-unavailable.ts"

/** Reads secrets that are kept elsewhere. Rejects with `BracketError("secret_unavailable")`. */
export interface ReferenceReader {
  read(reference: SecretReference): Promise<string>
}

/** What is asked of Vault: one field of one secret. */
export interface VaultReader {
  read(place: { mount: string; path: string; field: string }): Promise<string>
}

/** Variables with which Bracket itself is run. A connection may send its key anywhere, so none of them may be one. */
const ownVariables =
  /^(?:MASTER_KEY|AUTH_SECRET|NEXTAUTH_SECRET|DATABASE_URL|REDIS_URL|VAULT_.*|METRICS_TOKEN|SMTP_URL|ELASTICSEARCH_.*|OTEL_EXPORTER_OTLP_.*|(?:GITHUB|GOOGLE|OIDC)_CLIENT_SECRET)$/

/** Nothing is kept of variables and files: a changed file counts at once. Vault's answers are kept by its reader. */
export function createReferenceReader(deps: {
  environment: Record<string, string | undefined>
  /** Its files are Bracket's own. */
  dataDir: string
  vault?: VaultReader
}): ReferenceReader {
  function variable(name: string): string {
    if (ownVariables.test(name)) throw secretUnavailable("env", "forbidden")
    const value = deps.environment[name]
    if (value === undefined) throw secretUnavailable("env", "missing")
    if (value.trim() === "") throw secretUnavailable("env", "empty")
    return value
  }
  return {
    async read(reference) {
      switch (reference.kind) {
        case "env":
          return variable(reference.name)
        case "file":
          return readSecretFile(reference.path, deps.dataDir)
        case "vault":
          if (!deps.vault) throw secretUnavailable("vault", "not_configured")
          return deps.vault.read(reference)
      }
    },
  }
}

/** The same without the place where the master key lies, which no connection may send anywhere. */
export function withoutMasterKey(
  references: ReferenceReader,
  masterKey: string | undefined,
): ReferenceReader {
  const own = masterKey === undefined ? undefined : parseSecretReference(masterKey)
  if (!own) return references
  return {
    async read(reference) {
      if (await isSamePlace(reference, own)) throw secretUnavailable(reference.kind, "forbidden")
      return references.read(reference)
    },
  }
}

async function isSamePlace(one: SecretReference, other: SecretReference): Promise<boolean> {
  if (one.kind === "vault" && other.kind === "vault")
    return one.mount === other.mount && one.path === other.path
  if (one.kind === "env" && other.kind === "env") return one.name === other.name
  if (one.kind !== "file" || other.kind !== "file") return false
  const real = (file: string) => realpath(/* turbopackIgnore: true */ file).catch(() => file)
  return (await real(one.path)) === (await real(other.path))
}
