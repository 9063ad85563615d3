"use client"

import { useQuery } from "@tanstack/react-query"
import { Link2Off } from "lucide-react"
import { useState } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { sharesQuery, useChangeShare, useRevokeShare } from "#lib/client/api/shares"
import { type ShareSummary, shareAddress } from "#lib/domain/share"

/** The stored links that one has made: who reads them, until when, how often they were looked at. */
export function MyLinks() {
  const t = useTranslations("share.mine")
  const errorText = useErrorText()
  const { data, error } = useQuery(sharesQuery())
  if (error) return <ErrorCard {...errorText(faultOf(error))} />
  if (!data) return <Skeleton className="h-24 w-full" />
  if (data.length === 0)
    return (
      <EmptyState icon={<Link2Off aria-hidden size={24} />} title={t("none")}>
        {t("noneHint")}
      </EmptyState>
    )
  return (
    <ul aria-label={t("list")} className="divide-y border-y">
      {data.map((share) => (
        <LinkLine key={share.id} share={share} />
      ))}
    </ul>
  )
}

const monthMs = 30 * 24 * 3_600_000

function LinkLine({ share }: { share: ShareSummary }) {
  const t = useTranslations("share.mine")
  const page = useTranslations("share.page")
  const stored = useTranslations("share.stored")
  const common = useTranslations("common")
  const format = useFormatter()
  const toast = useToast()
  const errorText = useErrorText()
  const revoke = useRevokeShare()
  const change = useChangeShare()
  const [isAsking, setAsking] = useState(false)
  const [openedAt] = useState(() => Date.now())
  const { id, title, audience, createdAt, expiresAt, views, runs } = share
  const name = title || page("untitled")
  const isOver = expiresAt !== null && expiresAt <= openedAt
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" })
  const failed = (error: Error) => toast({ text: errorText(faultOf(error)).title, tone: "error" })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 grow basis-64">
        <p className="flex min-w-0 items-center gap-2">
          <a href={shareAddress(id)} className="truncate font-medium hover:underline">
            {name}
          </a>
          {isOver ? <Badge tone="warn">{t("over")}</Badge> : null}
        </p>
        <p className="figures text-ink-2 text-xs">
          {[
            stored(`audiences.${audience}`),
            day(createdAt),
            ...(expiresAt === null ? [] : [t("until", { day: day(expiresAt) })]),
            t("results", { count: runs }),
            t("views", { count: views }),
          ].join(" · ")}
        </p>
      </div>
      {isAsking ? (
        <div className="flex flex-wrap items-center gap-2">
          <p className="text-xs">{t("sure")}</p>
          <Button size="sm" onClick={() => setAsking(false)}>
            {common("cancel")}
          </Button>
          <Button
            size="sm"
            variant="danger"
            busy={revoke.isPending}
            onClick={() =>
              revoke.mutate(id, {
                onSuccess: () => toast({ text: t("revoked"), tone: "ok" }),
                onError: failed,
              })
            }
          >
            {t("revokeNow")}
          </Button>
        </div>
      ) : (
        <div className="flex items-center gap-1">
          {expiresAt === null ? null : (
            <Button
              size="sm"
              variant="ghost"
              busy={change.isPending}
              onClick={() =>
                change.mutate(
                  { id, change: { expiresAt: Math.max(openedAt, expiresAt) + monthMs } },
                  { onError: failed },
                )
              }
            >
              {t("longer")}
            </Button>
          )}
          <CopyButton
            text={() => window.location.origin + shareAddress(id)}
            label={t("copy", { title: name })}
          />
          <Button
            size="sm"
            variant="ghost"
            aria-label={t("revokeNamed", { title: name })}
            onClick={() => setAsking(true)}
          >
            {t("revoke")}
          </Button>
        </div>
      )}
    </li>
  )
}
