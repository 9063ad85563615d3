"use client"

import { ChevronDown } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { restorableParts } from "#lib/client/restored-part"
import { pageOf } from "#lib/client/workspace-kind"

/** Puts one thing of a picture back into the workspace, and leaves the rest of it alone. */
export function RestoreMenu({ runId }: { runId: string }) {
  const t = useTranslations("history.restore")
  const router = useRouter()
  return (
    <Menu
      label={t("label")}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("label")} size="sm">
          <ChevronDown aria-hidden size={14} />
        </IconButton>
      )}
      entries={restorableParts.map((part) => ({
        kind: "item",
        label: t(part),
        onSelect: () => router.push(`${pageOf.image}?run=${encodeURIComponent(runId)}&part=${part}`),
      }))}
    />
  )
}
