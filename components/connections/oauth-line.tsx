"use client"

import { useQuery } from "@tanstack/react-query"
import { CircleCheck, TriangleAlert, Unplug } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { useToast } from "#components/ui/toast"
import { oauthStatusQuery, useConnectByOAuth, useDisconnectOAuth } from "#lib/client/api/connection-oauth"
import { faultOf } from "#lib/client/api/fault-of"
import type { ManagedConnection } from "#lib/domain/managed-connection"

const icons = { connected: CircleCheck, reconnect: TriangleAlert, disconnected: Unplug }
const colours = { connected: "text-ok", reconnect: "text-warn", disconnected: "text-ink-2" }

/** How a connection stands with its OAuth 2.0 server, and the way there. */
export function OAuthLine({ connection }: { connection: ManagedConnection }) {
  const t = useTranslations("connections.oauth")
  const format = useFormatter()
  const errorText = useErrorText()
  const toast = useToast()
  const { data: status } = useQuery(oauthStatusQuery(connection.id))
  const start = useConnectByOAuth()
  const disconnect = useDisconnectOAuth()
  if (!status) return null
  const { state, connectedAt } = status
  const { name } = connection
  const Icon = icons[state]
  const complain = (error: Error) => {
    const { title, hint } = errorText(faultOf(error))
    toast({ text: `${title}. ${hint}`, tone: "error" })
  }
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
      <span className={`flex items-center gap-1.5 ${colours[state]}`}>
        <Icon aria-hidden size={12} />
        {t(`states.${state}`)}
      </span>
      {connectedAt !== undefined && state === "connected" ? (
        <span className="text-ink-2">
          {t("since", { at: format.dateTime(connectedAt, { dateStyle: "medium" }) })}
        </span>
      ) : null}
      {state === "connected" ? (
        <Button
          size="sm"
          variant="ghost"
          busy={disconnect.isPending}
          aria-label={t("disconnectOf", { name })}
          onClick={() =>
            disconnect.mutate(connection.id, {
              onSuccess: () => toast({ text: t("disconnected", { name }), tone: "ok" }),
              onError: complain,
            })
          }
        >
          {t("disconnect")}
        </Button>
      ) : (
        <Button
          size="sm"
          // On the way, the page is left: it stays busy until then.
          busy={start.isPending || start.isSuccess}
          aria-label={t(state === "reconnect" ? "againOf" : "connectOf", { name })}
          onClick={() => start.mutate(connection.id, { onError: complain })}
        >
          {t(state === "reconnect" ? "again" : "connect")}
        </Button>
      )}
    </p>
  )
}
