"use client"

import { Ellipsis } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Badge } from "#components/ui/badge"
import { IconButton } from "#components/ui/icon-button"
import { Menu, type MenuEntry } from "#components/ui/menu"
import { Select } from "#components/ui/select"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangePerson } from "#lib/client/api/people"
import type { ChangePerson, ManagedPerson } from "#lib/domain/people-schema"
import { grantableRoles, mayManage, type PersonRole, roles } from "#lib/domain/person"
import { useBudgetText } from "./budgets-text"

/** What is to be done with somebody in a dialog. */
export interface PersonAction {
  kind: "budget" | "link" | "remove"
  personId: string
}

/** One person: who they are, what they have used, their role, and what can be done. */
export function PersonRow({
  person,
  onAction,
}: {
  person: ManagedPerson
  onAction: (action: PersonAction) => void
}) {
  const t = useTranslations("people")
  const shell = useTranslations("shell")
  const text = useBudgetText()
  const errorText = useErrorText()
  const toast = useToast()
  const me = usePerson()
  const change = useChangePerson()
  const isMe = person.id === me.id
  const mayChange = mayManage(me.role, person.role)

  const make = (wanted: ChangePerson, done: string) =>
    change.mutate(
      { personId: person.id, change: wanted },
      {
        onSuccess: () => toast({ text: done, tone: "ok" }),
        onError: (error) => {
          const { title, hint } = errorText(faultOf(error))
          toast({ text: `${title}. ${hint}`, tone: "error" })
        },
      },
    )
  const setRole = (role: PersonRole) =>
    make({ role }, t("changed", { name: person.name, role: shell(`roles.${role}`) }))
  const open = (kind: PersonAction["kind"]) => () => onAction({ kind, personId: person.id })
  const { name } = person
  const entries: MenuEntry[] = [
    { kind: "item", label: t("budget"), onSelect: open("budget") },
    { kind: "item", label: t("link"), disabled: isMe, onSelect: open("link") },
    { kind: "separator" },
    person.suspended
      ? {
          kind: "item",
          label: t("resume"),
          onSelect: () => make({ suspended: false }, t("resumedNow", { name })),
        }
      : {
          kind: "item",
          label: t("suspend"),
          disabled: isMe,
          onSelect: () => make({ suspended: true }, t("suspendedNow", { name })),
        },
    { kind: "item", label: t("remove"), danger: true, disabled: isMe, onSelect: open("remove") },
  ]
  const seen = person.lastSeenAt === null ? t("never") : t("lastSeen", { at: text.moment(person.lastSeenAt) })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 sm:flex-nowrap">
      <div className="min-w-0 grow basis-48">
        <p className="flex items-center gap-2 text-sm">
          <span className="truncate font-medium">{name}</span>
          {isMe ? <Badge>{t("you")}</Badge> : null}
          {person.suspended ? <Badge tone="warn">{t("suspended")}</Badge> : null}
        </p>
        <p className="figures truncate text-ink-2 text-xs">
          {[person.email, seen].filter((part) => part !== null).join(" · ")}
        </p>
      </div>
      <p className="figures w-full text-ink-2 text-xs sm:w-52 sm:text-right">
        <span className="text-ink-3 sm:block">{t("use")}</span> {text.amounts(person.used.month)}
      </p>
      <Select
        size="sm"
        aria-label={t("roleOf", { name })}
        value={person.role}
        disabled={!mayChange || isMe || change.isPending}
        onChange={(event) => setRole(event.target.value as PersonRole)}
        className="w-32"
      >
        {(mayChange ? grantableRoles(me.role) : roles).map((role) => (
          <option key={role} value={role} title={t(`roles.${role}`)}>
            {shell(`roles.${role}`)}
          </option>
        ))}
      </Select>
      {mayChange ? (
        <Menu
          label={t("menuOf", { name })}
          align="end"
          trigger={(props) => (
            <IconButton {...props} label={t("menuOf", { name })} size="sm">
              <Ellipsis aria-hidden size={16} />
            </IconButton>
          )}
          entries={entries}
        />
      ) : (
        <span className="w-7" />
      )}
    </li>
  )
}
