"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { connectionsQuery } from "#lib/client/api/connections"
import { ApiError } from "#lib/client/api/request"
import { ConnectionCard } from "./connection-card"

const variables = [
  { kind: "signed", names: ["DEEPSEEK_API_KEY", "DEEPSEEK_SECRET_KEY", "DEEPSEEK_BASE_URL"] },
  { kind: "deepseek", names: ["DEEPSEEK_API_KEY"] },
  { kind: "openai", names: ["OPENAI_API_KEY", "OPENAI_BASE_URL"] },
] as const

/** What one can run on, and how the operator adds more. */
export function ConnectionSettings() {
  const t = useTranslations("settings.connections")
  return (
    <div>
      <ConnectionList />
      <div className="mt-4 border-t pt-4">
        <p className="text-ink-2 text-sm">{t("add")}</p>
        <dl className="mt-2 flex flex-col gap-1.5 text-sm">
          {variables.map(({ kind, names }) => (
            <div key={kind} className="grid gap-x-6 sm:grid-cols-[14rem_1fr]">
              <dt className="text-ink-2">{t(`envs.${kind}`)}</dt>
              <dd className="flex flex-wrap gap-x-3 text-xs leading-5">
                {names.map((name) => (
                  <code key={name}>{name}</code>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

function ConnectionList() {
  const t = useTranslations("settings.connections")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const connections = useQuery(connectionsQuery())
  if (connections.isPending) {
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-2">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="h-4 w-80" />
        <Skeleton className="h-24" />
      </div>
    )
  }
  if (connections.isError) {
    const { error } = connections
    return (
      <ErrorCard
        {...errorText(error instanceof ApiError ? error : new ApiError("internal", error.message))}
        actions={
          <Button size="sm" onClick={() => connections.refetch()}>
            {common("retry")}
          </Button>
        }
      />
    )
  }
  if (connections.data.length === 0) return <p className="text-ink-2 text-sm">{t("none")}</p>
  return (
    <div className="flex flex-col gap-6">
      {connections.data.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
    </div>
  )
}
