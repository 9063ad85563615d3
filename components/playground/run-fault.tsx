"use client"

import { ExternalLink } from "lucide-react"
import { useTranslations } from "use-intl"
import { type CodedError, useErrorText } from "#components/shell/error-text"
import { Button, buttonClass } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import type { Column } from "#lib/client/workspace"
import { useKeptText } from "./kept-text"
import { useConnections, usePlayground } from "./playground-context"
import { ReceivedFold } from "./received-fold"
import { useRunActions } from "./use-run-actions"

/** Why a run failed, what the provider says, and what can be done: retry, and the provider's own pages. */
export function RunFault({
  column,
  error,
}: {
  column: Column
  error: CodedError & { requestId?: string; field?: string }
}) {
  const t = useTranslations("run")
  const common = useTranslations("common")
  const { run } = useRunActions()
  const { mayRun } = usePlayground()
  const { connections } = useConnections()
  const lost = lostPart(error.field)
  const said = useErrorText()(error)
  const { title, hint } = lost ? { title: t(`obstacles.lost.${lost}`), hint: undefined } : said
  const connection = connections.find(({ id }) => id === column.connectionId)
  const isUpstream = error.code.startsWith("upstream_")
  const kept = useKeptText(column.id)
  const { detail, status, waitSeconds, received } = error.params ?? {}
  const details = [
    detail === undefined ? undefined : t("detail.says", { detail: String(detail) }),
    status === undefined ? undefined : t("detail.status", { status: String(status) }),
    waitSeconds === undefined || !isUpstream
      ? undefined
      : t("detail.waits", { seconds: Number(waitSeconds) }),
    error.requestId === undefined ? undefined : common("requestId", { id: error.requestId }),
  ].filter((part) => part !== undefined)
  const link = (href: string | undefined, label: string) =>
    href && isUpstream ? (
      <a href={href} target="_blank" rel="noopener noreferrer" className={buttonClass({ size: "sm" })}>
        {label}
        <ExternalLink aria-hidden size={12} />
      </a>
    ) : null
  return (
    <ErrorCard
      quiet
      title={title}
      hint={[hint, kept].filter(Boolean).join(" ")}
      detail={
        <>
          {details.length === 0 ? null : <p>{details.join(" · ")}</p>}
          {isUpstream && received !== undefined ? <ReceivedFold received={String(received)} /> : null}
        </>
      }
      actions={
        <>
          {mayRun ? (
            <Button size="sm" onClick={() => run([column.id])}>
              {t("retry")}
            </Button>
          ) : null}
          {link(connection?.statusUrl, t("links.status"))}
          {link(connection?.consoleUrl, t("links.console"))}
        </>
      }
      className="mt-4 max-w-measure first:mt-0"
    />
  )
}

/** Which image of a prompt a refusal names: there is no other fault of them but to be gone. */
function lostPart(field: string | undefined): "image" | "mask" | undefined {
  if (field?.endsWith("prompt.initImage")) return "image"
  return field?.endsWith("prompt.mask") ? "mask" : undefined
}
