import type { CredentialKind } from "#lib/domain/connection"
import type { ConnectionTemplate } from "#lib/domain/connection-templates"
import { templateOf } from "#lib/domain/connection-templates"
import type {
  Access,
  ChangeConnection,
  ConnectionInput,
  CredentialInput,
  ManagedConnection,
} from "#lib/domain/managed-connection"
import { secretFields } from "#lib/domain/secret-fields"
import { amountsOf, type TypedAmounts, typedAmounts } from "./connection-amounts.ts"

export type SecretName = (typeof secretFields)[CredentialKind][number]

/** The secret fields of a kind, in the order of the form. */
export const secretNames = (kind: CredentialKind): readonly SecretName[] => secretFields[kind]

/** A connection while somebody fills in its form: everything as it was typed. */
export interface ConnectionDraft {
  name: string
  template: string
  dialect: ConnectionInput["dialect"]
  provider: ConnectionInput["provider"]
  baseUrl: string
  kind: CredentialKind
  /** Of another kind's fields too, so that looking at one loses nothing. Empty: the stored one stays. */
  secrets: Record<SecretName, string>
  oauth: { clientId: string; authorizeUrl: string; tokenUrl: string; scope: string }
  access: Access
  amounts: TypedAmounts
  statusUrl: string
  consoleUrl: string
  caPem: string
  allowPlainHttp: boolean
}

const noSecrets = { apiKey: "", secretKey: "", key: "", user: "", password: "", clientSecret: "" }
const noClient = { clientId: "", authorizeUrl: "", tokenUrl: "", scope: "" }

/** A new connection of a template; `found`: where such a server answers. */
export function draftOfTemplate(template: ConnectionTemplate, found?: { baseUrl: string }): ConnectionDraft {
  const { name, dialect, provider, baseUrl, credential, statusUrl = "", consoleUrl = "" } = template
  return {
    name,
    template: template.id,
    dialect,
    provider,
    baseUrl: found?.baseUrl ?? baseUrl,
    kind: credential,
    secrets: noSecrets,
    oauth: noClient,
    access: { kind: "everyone" },
    amounts: typedAmounts(),
    statusUrl,
    consoleUrl,
    caPem: "",
    allowPlainHttp: false,
  }
}

/** A stored connection, to be changed. */
export function draftOf(stored: ManagedConnection): ConnectionDraft {
  const { name, template, dialect, provider, baseUrl, credential, access, allowPlainHttp } = stored
  return {
    name,
    template,
    dialect,
    provider,
    baseUrl,
    kind: credential.kind,
    secrets: noSecrets,
    oauth: { ...noClient, ...credential.oauth },
    access,
    amounts: typedAmounts(stored),
    statusUrl: stored.statusUrl ?? "",
    consoleUrl: stored.consoleUrl ?? "",
    caPem: stored.caPem ?? "",
    allowPlainHttp,
  }
}

/** The kinds of credential that may be chosen: those of the template, and the one that is stored. */
export function kindsOf(template: string, stored?: ManagedConnection): CredentialKind[] {
  const { credential, otherCredentials } = templateOf(template)
  return [...new Set([credential, ...otherCredentials, ...(stored ? [stored.credential.kind] : [])])]
}

/** Typing one thing may settle others: an OAuth 2.0 server is where its API is, as a rule. */
export function withKind(draft: ConnectionDraft, kind: CredentialKind): ConnectionDraft {
  const { oauth } = draft
  if (kind !== "oauth2" || oauth.authorizeUrl || oauth.tokenUrl || !URL.canParse(draft.baseUrl))
    return { ...draft, kind }
  const { origin } = new URL(draft.baseUrl)
  const addresses = { authorizeUrl: `${origin}/oauth2/authorize`, tokenUrl: `${origin}/oauth2/token` }
  return { ...draft, kind, oauth: { ...oauth, ...addresses } }
}

/** The credential as it is sent: what was left empty stays as it is stored. */
export function credentialInputOf({ kind, secrets, oauth }: ConnectionDraft): CredentialInput {
  const typed = secretNames(kind).flatMap((name) =>
    secrets[name].trim() === "" ? [] : [[name, secrets[name].trim()] as const],
  )
  const { clientId, authorizeUrl, tokenUrl, scope } = oauth
  const client = {
    clientId: clientId.trim(),
    authorizeUrl: authorizeUrl.trim(),
    tokenUrl: tokenUrl.trim(),
    ...(scope.trim() ? { scope: scope.trim() } : {}),
  }
  return { kind, ...(kind === "oauth2" ? client : {}), ...Object.fromEntries(typed) } as CredentialInput
}

const linkOf = (text: string): string | null => text.trim() || null

/** Everything, for a new connection or a test of what is not saved. `admin`: others may not choose the rest. */
export function inputOf(draft: ConnectionDraft, admin: boolean): ConnectionInput {
  const { template, dialect, provider, amounts } = draft
  return {
    name: draft.name.trim(),
    template,
    dialect,
    provider,
    baseUrl: draft.baseUrl.trim(),
    credential: credentialInputOf(draft),
    limits: amountsOf("limits", amounts),
    planQuota: amountsOf("planQuota", amounts),
    timeLimits: amountsOf("timeLimits", amounts),
    statusUrl: linkOf(draft.statusUrl),
    consoleUrl: linkOf(draft.consoleUrl),
    ...(admin
      ? { access: draft.access, caPem: linkOf(draft.caPem), allowPlainHttp: draft.allowPlainHttp }
      : {}),
  }
}

/** Only what was changed since the form opened: two people who change different things do not undo each other's. */
export function changeOf(opened: ConnectionDraft, draft: ConnectionDraft, admin: boolean): ChangeConnection {
  const before = inputOf(opened, admin)
  const after = inputOf(draft, admin)
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof ConnectionInput]),
  )
  return Object.fromEntries(changed)
}

/** True when leaving the form would lose something. */
export function isChanged(draft: ConnectionDraft, before: ConnectionDraft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(before)
}
