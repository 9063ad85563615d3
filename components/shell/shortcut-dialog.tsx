"use client"

import { useTranslations } from "use-intl"
import { Dialog } from "#components/ui/dialog"
import { ShortcutList } from "./shortcuts"

/** The list of shortcuts as a dialog. */
export function ShortcutDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("shell")
  return (
    <Dialog open={open} onClose={onClose} title={t("shortcuts")} size="lg">
      <ShortcutList />
    </Dialog>
  )
}
