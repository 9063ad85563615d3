import type { AlertChannel, AlertChannelInput } from "#lib/domain/alerts/alert-channel"
import type { Locale } from "#lib/domain/locale"

/** A channel while it is being edited: what stands in the fields. */
export interface AlertChannelDraft {
  kind: "webhook" | "email"
  name: string
  enabled: boolean
  language: Locale
  url: string
  /** Empty: the secret that is stored stays. */
  secret: string
  /** Addresses with commas, semicolons, blanks or lines between. */
  to: string
  server: "environment" | "own"
  host: string
  port: number
  tls: "starttls" | "tls" | "none"
  user: string
  sender: string
  caPem: string
}

/** The usual port of each way to encrypt. */
export const smtpPorts = { starttls: 587, tls: 465, none: 25 } as const

export function alertChannelDraft(
  from: AlertChannel | { kind: "webhook" | "email"; language: Locale; hasEnvironment: boolean },
): AlertChannelDraft {
  const blank: AlertChannelDraft = {
    kind: "webhook",
    name: "",
    enabled: true,
    language: "en",
    url: "",
    secret: "",
    to: "",
    server: "own",
    host: "",
    port: smtpPorts.starttls,
    tls: "starttls",
    user: "",
    sender: "",
    caPem: "",
  }
  if (!("settings" in from))
    return {
      ...blank,
      kind: from.kind,
      language: from.language,
      server: from.hasEnvironment ? "environment" : "own",
    }
  const { settings } = from
  const { kind, name, enabled, language } = settings
  const common = { ...blank, kind, name, enabled, language }
  if (settings.kind === "webhook") return { ...common, url: settings.url }
  const { server } = settings
  const to = settings.to.join("\n")
  if (server.from === "environment") return { ...common, to, server: "environment" }
  const { host, port, tls, user, sender, caPem } = server
  return { ...common, to, server: "own", host, port, tls, user, sender, caPem: caPem ?? "" }
}

/** What is sent for a draft; what is wrong with it the server says, by its field. */
export function alertChannelInput(draft: AlertChannelDraft): AlertChannelInput {
  const { name, enabled, language } = draft
  const common = { name, enabled, language, ...(draft.secret === "" ? {} : { secret: draft.secret }) }
  if (draft.kind === "webhook") return { kind: "webhook", ...common, url: draft.url }
  const { host, port, tls, user, sender } = draft
  const caPem = draft.caPem.trim() === "" ? null : draft.caPem
  return {
    kind: "email",
    ...common,
    to: draft.to.split(/[\s,;，；]+/).filter((address) => address !== ""),
    server:
      draft.server === "environment"
        ? { from: "environment" }
        : { from: "own", host, port, tls, user, sender, caPem },
  }
}

/** A key that nobody guesses, to sign messages with. */
export function newSigningKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** The next 8 o'clock where the reader is, epoch ms. */
export function nextMorning(now: number): number {
  const morning = new Date(now)
  morning.setHours(8, 0, 0, 0)
  if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1)
  return morning.getTime()
}
