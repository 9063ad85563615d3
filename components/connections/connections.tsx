"use client"

import { useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { connectionsQuery } from "#lib/client/api/connections"
import { faultOf } from "#lib/client/api/fault-of"
import { discoveredQuery, managedConnectionsQuery } from "#lib/client/api/manage-connections"
import { mayActAs } from "#lib/domain/person"
import { ConnectionCard } from "./connection-card"
import { ConnectionDialogs, type OpenDialog } from "./connection-dialogs"
import { ManagedCard } from "./managed-card"
import { OAuthOutcome } from "./oauth-outcome"
import { PolicySwitch } from "./policy-switch"
import { SoftLineField } from "./soft-line-field"

/** What one can run on, and for those who may: setting it up. */
export function Connections() {
  const t = useTranslations("connections")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const { role } = usePerson()
  const isAdmin = mayActAs(role, "admin")
  const usable = useQuery(connectionsQuery())
  const managed = useQuery({ ...managedConnectionsQuery(), enabled: mayActAs(role, "member") })
  const [dialog, setDialog] = useState<OpenDialog>()
  const failed = usable.error ?? managed.error
  if (failed)
    return (
      <ErrorCard
        {...errorText(faultOf(failed))}
        actions={
          <Button
            size="sm"
            onClick={() => {
              void usable.refetch()
              if (mayActAs(role, "member")) void managed.refetch()
            }}
          >
            {common("retry")}
          </Button>
        }
      />
    )
  if (!usable.data || managed.isLoading)
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-2">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="h-4 w-80" />
        <Skeleton className="h-24" />
      </div>
    )
  const mine = managed.data?.connections ?? []
  const mayAdd = managed.data?.mayAdd ?? "none"
  const others = usable.data.filter(({ id }) => !mine.some((connection) => connection.id === id))
  return (
    <div>
      <OAuthOutcome />
      {isAdmin ? <FoundServers onOpen={setDialog} /> : null}
      {mine.length + others.length === 0 ? <p className="text-ink-2 text-sm">{t("none")}</p> : null}
      <div className="flex flex-col gap-6">
        {others.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
        {mine.map((connection) => (
          <ManagedCard key={connection.id} connection={connection} onAction={setDialog} />
        ))}
      </div>
      <div className="mt-6 flex flex-col gap-4 border-t pt-4">
        {mayAdd === "none" ? (
          <p className="text-ink-2 text-sm">{t("askAdmin")}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button onClick={() => setDialog({ kind: "add" })}>
              <Plus aria-hidden size={16} /> {t("add.action")}
            </Button>
            {mayAdd === "private" ? <p className="text-ink-2 text-xs">{t("add.private")}</p> : null}
          </div>
        )}
        {isAdmin ? <PolicySwitch /> : null}
        {isAdmin ? <SoftLineField /> : null}
      </div>
      <ConnectionDialogs dialog={dialog} connections={mine} onChange={setDialog} />
    </div>
  )
}

/** Model servers of this machine that nobody has connected yet. */
function FoundServers({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const t = useTranslations("connections.found")
  const discovered = useQuery(discoveredQuery())
  const found = discovered.data?.filter(({ connectionId }) => connectionId === undefined) ?? []
  if (found.length === 0) return null
  return (
    <ul className="mb-4 flex flex-col gap-1">
      {found.map((server) => (
        <li
          key={server.template}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded bg-accent-soft px-3 py-1.5 text-sm"
        >
          <span className="flex-1">{t("answers", { name: server.name, count: server.models })}</span>
          <Button
            size="sm"
            aria-label={t("connectOf", { name: server.name })}
            onClick={() => onOpen({ kind: "add", found: server })}
          >
            {t("connect")}
          </Button>
        </li>
      ))}
    </ul>
  )
}
