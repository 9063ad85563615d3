"use client"

import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { useToast } from "#components/ui/toast"
import { useUninvite } from "#lib/client/api/people"
import type { Invitation } from "#lib/domain/people-schema"
import { useBudgetText } from "./budgets-text"

/** The invitations that nobody has accepted yet. */
export function Invitations({ invitations }: { invitations: Invitation[] }) {
  const t = useTranslations("people")
  const shell = useTranslations("shell")
  const text = useBudgetText()
  const toast = useToast()
  const takeBack = useUninvite()
  if (invitations.length === 0) return null
  return (
    <section aria-label={t("open")}>
      <h3 className="font-medium text-sm">{t("open")}</h3>
      <ul className="mt-1 divide-y border-y">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <span className="min-w-0 grow truncate">{email}</span>
            <Badge>{shell(`roles.${role}`)}</Badge>
            <span className="figures text-ink-2 text-xs">
              {t("openUntil", { at: text.moment(expiresAt) })}
            </span>
            <Button
              size="sm"
              aria-label={t("takeBackNamed", { email })}
              onClick={() =>
                takeBack.mutate(id, { onSuccess: () => toast({ text: t("takenBack"), tone: "ok" }) })
              }
            >
              {t("takeBack")}
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-ink-2 text-xs">{t("again")}</p>
    </section>
  )
}
