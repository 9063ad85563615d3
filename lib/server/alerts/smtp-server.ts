import type { OwnSmtpServer, SmtpServer } from "#lib/domain/alerts/alert-channel"
import type { Config } from "#lib/server/config"

/** A mail server with all that it takes to send by it. `sender` may have a name: `Bracket <alerts@example.org>`. */
export interface SmtpAccess extends Omit<OwnSmtpServer, "from"> {
  password: string
}

/** The mail server of SMTP_URL and SMTP_FROM; undefined: none is set. */
export function environmentSmtp({ smtp }: Pick<Config, "smtp">): SmtpAccess | undefined {
  if (!smtp) return undefined
  const url = new URL(smtp.url)
  const isTls = url.protocol === "smtps:"
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (isTls ? 465 : 587)),
    tls: isTls ? "tls" : url.searchParams.get("tls") === "none" ? "none" : "starttls",
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    sender: smtp.from,
  }
}

/** By which server a channel sends; undefined: that of the environment, and there is none. */
export function smtpAccessOf(
  server: SmtpServer,
  password: string,
  config: Pick<Config, "smtp">,
): SmtpAccess | undefined {
  return server.from === "environment" ? environmentSmtp(config) : { ...server, password }
}
