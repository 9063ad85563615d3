import { X509Certificate } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type { ChangeConnection, CredentialInput, OAuthClient } from "#lib/domain/managed-connection"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { ConnectionRow } from "#lib/server/store/schema"
import { refuseOddUrl } from "#lib/server/upstream/dial-steps"
import { invalidCredential, isComplete, openSecret, sealSecret, typedSecret } from "./credentials.ts"
import { isAdmin, notAllowed, type Who } from "./rights.ts"
import { type ConnectionSettings, settingsOf } from "./settings.ts"

/**
 * A row with a change made to it, not stored yet; `people` when the list of them changes too. Throws `BracketError`
 * (`invalid_input`, `blocked_address`, `forbidden`) that names the field. Whether this person may change it at all is the
 * caller's to know.
 */
export async function changedRow(
  row: ConnectionRow,
  change: ChangeConnection,
  context: { who: Who; secrets: SecretBox; now: number },
): Promise<{ row: ConnectionRow; people?: string[] }> {
  const { who, now } = context
  const admin = isAdmin(who)
  refuseForMembers(change, admin)
  const baseUrl = change.baseUrl === undefined ? row.base_url : checkedBaseUrl(change.baseUrl)
  const settings = changedSettings(settingsOf(row), change)
  const access = change.access && changedAccess(change.access.kind, row, who)
  const credential =
    change.credential === undefined
      ? keptCredential(row, baseUrl)
      : await changedCredential(row, change.credential, baseUrl, { ...context, references: admin })
  return {
    row: {
      ...row,
      name: change.name ?? row.name,
      template: change.template ?? row.template,
      dialect: change.dialect ?? row.dialect,
      provider: change.provider ?? row.provider,
      base_url: baseUrl,
      settings: JSON.stringify(settings),
      disabled: change.disabled === undefined ? row.disabled : Number(change.disabled),
      // Whoever chose the addresses decides where they may lead.
      ...(change.baseUrl !== undefined || change.credential?.kind === "oauth2"
        ? { trust: admin ? "operator" : "member" }
        : {}),
      ...access,
      ...credential,
      // Another server, or another key, may have other models.
      ...(leadsElsewhere(row, baseUrl, change) ? { models: null } : {}),
      updated_at: now,
    },
    ...(change.access ? { people: change.access.kind === "people" ? change.access.ids : [] } : {}),
  }
}

function leadsElsewhere(row: ConnectionRow, baseUrl: string, change: ChangeConnection): boolean {
  return (
    baseUrl !== row.base_url ||
    change.credential !== undefined ||
    (change.provider !== undefined && change.provider !== row.provider) ||
    (change.dialect !== undefined && change.dialect !== row.dialect)
  )
}

function refuseForMembers(change: ChangeConnection, admin: boolean): void {
  if (admin) return
  if (change.access && change.access.kind !== "owner")
    throw notAllowed("Only admins share connections with others.", "access")
  if (change.caPem) throw notAllowed("Only admins choose who vouches for a server.", "caPem")
  if (change.allowPlainHttp) throw notAllowed("Only admins allow plain http.", "allowPlainHttp")
}

/** Throws for what is no address of a server; what it leads to is looked at whenever it is dialled. */
function checkedBaseUrl(text: string): string {
  const url = URL.parse(text)
  if (url?.search !== "" || url.hash !== "")
    throw new BracketError("invalid_input", "The base URL is not an address of a server.", {
      field: "baseUrl",
      hint: "Write it as in https://api.example.com/v1, without ? and #.",
      params: { field: "baseUrl", problem: "url" },
    })
  refuseOddUrl(url)
  return url.href.replace(/\/+$/, "")
}

function changedSettings(before: ConnectionSettings, change: ChangeConnection): ConnectionSettings {
  if (change.caPem) refuseUnreadableCertificates(change.caPem)
  const or = <T>(given: T | null | undefined, kept: T | undefined): T | undefined =>
    given === undefined ? kept : (given ?? undefined)
  return {
    statusUrl: or(change.statusUrl, before.statusUrl),
    consoleUrl: or(change.consoleUrl, before.consoleUrl),
    timeLimits: or(change.timeLimits, before.timeLimits),
    limits: or(change.limits, before.limits),
    planQuota: or(change.planQuota, before.planQuota),
    caPem: or(change.caPem || (change.caPem === undefined ? undefined : null), before.caPem),
    allowPlainHttp: or(change.allowPlainHttp, before.allowPlainHttp),
    oauth: change.credential ? oauthOf(change.credential) : before.oauth,
  }
}

function oauthOf(credential: CredentialInput): OAuthClient | undefined {
  if (credential.kind !== "oauth2") return undefined
  const { clientId, authorizeUrl, tokenUrl, scope } = credential
  refuseOddUrl(new URL(authorizeUrl))
  refuseOddUrl(new URL(tokenUrl))
  return { clientId, authorizeUrl, tokenUrl, scope }
}

function refuseUnreadableCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  try {
    if (blocks.length === 0) throw new Error("no certificate")
    for (const block of blocks) new X509Certificate(block)
  } catch (cause) {
    throw new BracketError("invalid_input", "This is no certificate.", {
      field: "caPem",
      hint: "Paste the authority's certificate with its BEGIN and END lines.",
      params: { field: "caPem", problem: "certificate" },
      cause,
    })
  }
}

function changedAccess(
  kind: ConnectionRow["access"],
  row: ConnectionRow,
  who: Who,
): Pick<ConnectionRow, "access" | "owner_id"> {
  if (kind !== "owner") return { access: kind, owner_id: null }
  if (row.source !== "person")
    throw new BracketError("invalid_input", "A connection of the server belongs to nobody alone.", {
      field: "access",
      hint: "Name the people who may use it, or disable it.",
      params: { field: "access", problem: "owner" },
    })
  return { access: kind, owner_id: row.owner_id ?? who.id }
}

/** A stored key goes to the server that it was entered for: for another one it has to be entered again. */
function keptCredential(row: ConnectionRow, baseUrl: string): Partial<ConnectionRow> {
  if (row.sealed_credential !== null && isElsewhere(row.base_url, baseUrl))
    throw invalidCredential("", "reenter", "The key was entered for another server: enter it again.")
  return {}
}

async function changedCredential(
  row: ConnectionRow,
  input: CredentialInput,
  baseUrl: string,
  context: { secrets: SecretBox; now: number; references: boolean },
): Promise<Partial<ConnectionRow>> {
  const complete = isComplete(input)
  const moved = isElsewhere(row.base_url, baseUrl) || isOAuthElsewhere(settingsOf(row).oauth, input)
  if (row.sealed_credential !== null && moved && !complete)
    throw invalidCredential("", "reenter", "The key was entered for another server: enter it again.")
  const stored =
    row.sealed_credential === null || (complete && input.kind !== "oauth2")
      ? undefined
      : await openSecret(context.secrets, row.sealed_credential, row.id)
  const secret = typedSecret(input, { stored: moved ? undefined : stored, references: context.references })
  const fields = Object.entries(input).filter(([name, text]) => name in secret && text !== undefined)
  // Nothing but the kind was said: the key is as old as it was.
  if (input.kind === row.credential_kind && fields.length === 1) return {}
  const sealed = sealSecret(context.secrets, secret, row.id)
  return {
    credential_kind: input.kind,
    ...sealed,
    key_created_at: sealed.sealed_credential === null ? null : context.now,
    fallback_credential: null,
    fallback_until: null,
  }
}

/** True when a key that was entered for one address would go to another server. */
function isElsewhere(before: string, after: string): boolean {
  return before !== "" && before !== after && new URL(before).origin !== new URL(after).origin
}

function isOAuthElsewhere(before: OAuthClient | undefined, input: CredentialInput): boolean {
  return before !== undefined && input.kind === "oauth2" && isElsewhere(before.tokenUrl, input.tokenUrl)
}
