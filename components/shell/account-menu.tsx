"use client"

import { Keyboard, LogOut, UserRound } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { usePerson } from "./person"
import { openShortcutSheet } from "./shortcut-sheet"

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const t = useTranslations("shell")
  const person = usePerson()
  const toast = useToast()
  // Loaded when it is wanted: most visits end without it.
  const leave = () =>
    import("#lib/client/api/session")
      .then(({ signOut }) => signOut())
      .then(
        () => window.location.assign("/sign-in"),
        () => toast({ text: t("signOutFailed"), tone: "error" }),
      )
  return (
    <Menu
      label={t("account")}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("account")}>
          <UserRound aria-hidden size={16} />
        </IconButton>
      )}
      header={
        <>
          <p className="truncate font-medium text-sm">{person.name}</p>
          <p className="truncate text-ink-2 text-xs">
            {[t(`roles.${person.role}`), person.email].filter(Boolean).join(" · ")}
          </p>
        </>
      }
      entries={[
        {
          kind: "item",
          label: t("shortcuts"),
          icon: <Keyboard aria-hidden size={14} />,
          shortcut: "?",
          onSelect: openShortcutSheet,
        },
        { kind: "separator" },
        { kind: "item", label: t("signOut"), icon: <LogOut aria-hidden size={14} />, onSelect: leave },
      ]}
    />
  )
}
