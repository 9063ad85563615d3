"use client"

import { useQuery } from "@tanstack/react-query"
import { useFormatter, useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { useSignOutEverywhere } from "#lib/client/api/me"
import { sessionsQuery, useEndSession } from "#lib/client/api/my-sessions"
import type { Session } from "#lib/domain/people-schema"
import { describeAgent } from "#lib/domain/user-agent"

/** Where one is signed in, and the ways to end that. */
export function SessionList() {
  const t = useTranslations("settings.sessions")
  const toast = useToast()
  const sessions = useQuery(sessionsQuery())
  const signOut = useSignOutEverywhere()
  const act = () =>
    signOut.mutate(undefined, {
      onSuccess: () => toast({ text: t("done"), tone: "ok" }),
      onError: () => toast({ text: t("failed"), tone: "error" }),
    })
  return (
    <div className="flex max-w-measure flex-col gap-3">
      {sessions.data ? (
        <ul aria-label={t("list")} className="divide-y border-y">
          {sessions.data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : (
        <Skeleton className="h-10" />
      )}
      <Button busy={signOut.isPending} onClick={act} className="self-start">
        {t("action")}
      </Button>
    </div>
  )
}

function SessionRow({ session }: { session: Session }) {
  const t = useTranslations("settings.sessions")
  const format = useFormatter()
  const toast = useToast()
  const end = useEndSession()
  const { browser, system } = describeAgent(session.userAgent)
  const device =
    browser && system ? t("device", { browser, system }) : (browser ?? system ?? t("unknownDevice"))
  const at = format.dateTime(session.lastSeenAt, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  })
  const act = () =>
    end.mutate(session.id, {
      onSuccess: () => toast({ text: t("ended"), tone: "ok" }),
      onError: () => toast({ text: t("failed"), tone: "error" }),
    })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2">
          {device}
          {session.current ? <Badge tone="accent">{t("current")}</Badge> : null}
        </p>
        <p className="figures text-ink-2 text-xs">
          {t("lastSeen", { at })} ·{" "}
          {session.address === "direct" || session.address === ""
            ? t("direct")
            : t("from", { address: session.address })}
        </p>
      </div>
      {session.current ? null : (
        <Button size="sm" aria-label={t("endNamed", { device })} busy={end.isPending} onClick={act}>
          {t("end")}
        </Button>
      )}
    </li>
  )
}
