import { randomUUID } from "node:crypto"
import {
  type AlertChannel,
  type AlertChannelInput,
  type AlertChannelSettings,
  alertChannelSettingsSchema,
  shortestSigningKey,
} from "#lib/domain/alerts/alert-channel"
import { BracketError } from "#lib/domain/errors"
import type { Config } from "#lib/server/config"
import { alertChannelPurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { AlertStore } from "#lib/server/store/alert-ports"
import type { AlertChannelRow } from "#lib/server/store/schema"

/** Sets up where messages go. Secrets are sealed on the way in and never come back. */
export function createManageChannels(deps: {
  store: Pick<AlertStore, "channel" | "channels" | "putChannel" | "deleteChannel">
  secrets: Pick<SecretBox, "seal">
  config: Pick<Config, "smtp">
  now: () => number
}) {
  const { store, secrets, config, now } = deps

  async function put(input: AlertChannelInput, before: AlertChannelRow | undefined): Promise<AlertChannel> {
    const { secret = "", ...rest } = input
    const settings = alertChannelSettingsSchema.parse(rest)
    refuseWrong(settings, secret, before, config)
    const id = before?.id ?? randomUUID()
    const needs = needsSecret(settings)
    const kept = needs ? before : undefined
    const row = {
      id,
      enabled: settings.enabled ? 1 : 0,
      settings: JSON.stringify(settings),
      sealed_secret:
        needs && secret !== ""
          ? secrets.seal(secret, alertChannelPurpose(id))
          : (kept?.sealed_secret ?? null),
      last_four: needs && secret !== "" ? shownOf(settings, secret) : (kept?.last_four ?? null),
    }
    await store.putChannel(row, now())
    return channelOf({ ...row, created_at: before?.created_at ?? now() })
  }

  return {
    list: async (): Promise<AlertChannel[]> => (await store.channels()).map(channelOf),
    create: (input: AlertChannelInput) => put(input, undefined),
    /** Replaces all of it; a secret that is left out stays. Throws `BracketError("not_found")`. */
    async change(id: string, input: AlertChannelInput): Promise<AlertChannel> {
      const before = await store.channel(id)
      if (!before) throw noChannel()
      return put(input, before)
    },
    async remove(id: string): Promise<void> {
      if (!(await store.deleteChannel(id))) throw noChannel()
    },
  }
}

export const noChannel = (): BracketError =>
  new BracketError("not_found", "There is no such channel.", { hint: "Somebody may have removed it." })

const needsSecret = (settings: AlertChannelSettings): boolean =>
  settings.kind === "webhook" || (settings.server.from === "own" && settings.server.user !== "")

/** Of a key its end; a password may be so short that its end is most of it, so nothing. */
const shownOf = ({ kind }: AlertChannelSettings, secret: string): string =>
  kind === "webhook" ? secret.slice(-4) : ""

function refuseWrong(
  settings: AlertChannelSettings,
  secret: string,
  before: AlertChannelRow | undefined,
  config: Pick<Config, "smtp">,
): void {
  const was: AlertChannelSettings | undefined = before && JSON.parse(before.settings)
  if (was && was.kind !== settings.kind)
    throw wrong("kind", "kind", "A channel stays of its kind: add another one.")
  if (settings.kind === "email" && settings.server.from === "environment" && !config.smtp)
    throw wrong("server", "not_configured", "SMTP_URL is not set: name a mail server here.")
  if (!needsSecret(settings)) return
  const isMissing = secret === "" && (before?.sealed_secret ?? null) === null
  if (isMissing) throw wrong("secret", "missing", "A secret is needed here.")
  if (settings.kind === "webhook" && secret !== "" && secret.length < shortestSigningKey)
    throw wrong("secret", "short", `The signing key needs ${shortestSigningKey} characters at least.`)
  // A password goes to the server that it was entered for, and to no other.
  if (secret === "" && serverOf(was) !== serverOf(settings))
    throw wrong("secret", "reenter", "The password was entered for another server: enter it again.")
}

/** Where a password is sent; of webhooks nothing, as their key never is. */
function serverOf(settings: AlertChannelSettings | undefined): string {
  if (settings?.kind !== "email" || settings.server.from !== "own") return ""
  const { host, port, tls } = settings.server
  return `${host}:${port} ${tls}`
}

const wrong = (field: string, problem: string, message: string): BracketError =>
  new BracketError("invalid_input", message, {
    field,
    hint: "Correct this field and send it again.",
    params: { field, problem },
  })

const channelOf = (
  row: Pick<AlertChannelRow, "id" | "settings" | "last_four" | "created_at">,
): AlertChannel => ({
  id: row.id,
  settings: JSON.parse(row.settings),
  lastFour: row.last_four,
  createdAt: row.created_at,
})
