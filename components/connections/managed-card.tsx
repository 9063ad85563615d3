"use client"

import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { templateOf } from "#lib/domain/connection-templates"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { BalanceLine } from "./balance-line"
import { CardFrame } from "./connection-card"
import { ConnectionMenu } from "./connection-menu"
import { KeyLines } from "./key-lines"
import { OAuthLine } from "./oauth-line"
import { QuotaMeters } from "./quota-meters"
import { UseLines } from "./use-lines"

/** What is to be done with a connection in a dialog. */
export interface ConnectionAction {
  kind: "edit" | "models" | "rotate" | "test" | "delete"
  id: string
}

/** One connection as those see it who set it up. */
export function ManagedCard({
  connection,
  onAction,
}: {
  connection: ManagedConnection
  onAction: (action: ConnectionAction) => void
}) {
  const t = useTranslations("connections")
  const { name, provider, template, credential, disabled, models, statusUrl, consoleUrl } = connection
  const open = (kind: ConnectionAction["kind"]) => onAction({ kind, id: connection.id })
  const isSandbox = provider === "sandbox"
  const host = isSandbox ? undefined : (URL.parse(connection.baseUrl)?.host ?? connection.baseUrl)
  return (
    <CardFrame
      name={name}
      isSandbox={isSandbox}
      links={{ statusUrl, consoleUrl }}
      marks={
        <>
          {disabled ? <Badge tone="warn">{t("disabled")}</Badge> : null}
          {connection.source === "environment" ? <Badge>{t("fromEnvironment")}</Badge> : null}
        </>
      }
      actions={
        <span className="flex items-center gap-1">
          <Button size="sm" aria-label={t("actions.testOf", { name })} onClick={() => open("test")}>
            {t("actions.test")}
          </Button>
          <ConnectionMenu connection={connection} onAction={open} />
        </span>
      }
      models={disabled ? [] : models.filter(({ override }) => !override?.hidden).map(({ model }) => model)}
      modelsFailed={!disabled && connection.modelsError !== null}
    >
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
        {isSandbox || template === "custom" ? null : <span>{templateOf(template).name}</span>}
        {host ? <span className="break-all">{host}</span> : null}
        <span>{t(`credentials.${credential.kind}`)}</span>
      </p>
      <KeyLines connection={connection} onRotate={() => open("rotate")} />
      {credential.kind === "oauth2" ? <OAuthLine connection={connection} /> : null}
      <UseLines connection={connection} />
      {disabled ? null : <QuotaMeters connection={connection} />}
      {!disabled && !isSandbox ? <BalanceLine connection={connection} /> : null}
    </CardFrame>
  )
}
