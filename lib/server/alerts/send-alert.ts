import type { Alert } from "#lib/domain/alerts/alert"
import type { AlertChannelSettings } from "#lib/domain/alerts/alert-channel"
import type { SendAlert } from "#lib/server/alerts/deliver-alerts"
import type { Config } from "#lib/server/config"
import { alertChannelPurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import type { AlertMessage } from "./alert-message.ts"
import { sendMail } from "./send-mail.ts"
import { sendWebhook } from "./send-webhook.ts"
import { smtpAccessOf } from "./smtp-server.ts"

/** Sends a message in the way of its channel. */
export function createSendAlert(deps: {
  http: Pick<UpstreamHttp, "send">
  secrets: Pick<SecretBox, "open">
  config: Pick<Config, "smtp">
  publicUrl: string
  now: () => number
}): SendAlert {
  return async (channel, delivery, signal) => {
    const settings: AlertChannelSettings = JSON.parse(channel.settings)
    let secret = ""
    try {
      if (channel.sealed_secret !== null)
        secret = await deps.secrets.open(channel.sealed_secret, alertChannelPurpose(channel.id))
    } catch {
      return { code: "secret", detail: "" }
    }
    const alert: Alert = JSON.parse(delivery.alert)
    const message: AlertMessage = {
      id: delivery.id,
      event: delivery.event,
      alert,
      language: settings.language,
      url: `${deps.publicUrl}/monitor/alerts`,
      at: delivery.created_at,
    }
    if (settings.kind === "webhook")
      return sendWebhook({ url: settings.url, key: secret, message }, { ...deps, signal })
    const access = smtpAccessOf(settings.server, secret, deps.config)
    if (!access) return { code: "not-configured", detail: "SMTP_URL" }
    return sendMail({ to: settings.to, message }, access, signal)
  }
}
