"use client"

import { useQuery } from "@tanstack/react-query"
import { TriangleAlert } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { connectionBalanceQuery } from "#lib/client/api/connection-balance"
import type { ManagedConnection } from "#lib/domain/managed-connection"

/** What is left at the provider, where it says so. An answer that does not come is no reason to alarm anybody. */
export function BalanceLine({ connection }: { connection: ManagedConnection }) {
  const t = useTranslations("connections.balance")
  const separator = useTranslations("connections")("separator")
  const format = useFormatter()
  const { data } = useQuery(connectionBalanceQuery(connection.id))
  const balance = data?.balance
  if (!balance) return null
  const amounts = balance.amounts
    .map(({ currency, total }) => format.number(total, { style: "currency", currency }))
    .join(separator)
  return (
    <p className="figures mt-0.5 flex items-center gap-1.5 text-ink-2 text-xs">
      {balance.available ? null : <TriangleAlert aria-hidden size={12} className="text-warn" />}
      {t(balance.available ? "left" : "usedUp", { amounts })}
    </p>
  )
}
