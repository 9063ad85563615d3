"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { usePerson } from "#components/shell/person"
import { Skeleton } from "#components/ui/skeleton"
import { peopleQuery } from "#lib/client/api/people"
import type { Access } from "#lib/domain/managed-connection"
import { useConnectionForm } from "./form-context"
import { FormGroup } from "./form-field"

const choices: Access["kind"][] = ["everyone", "people", "owner"]

/** Who may run on it: everybody, people by name, or only the one who made it. */
export function AccessFields() {
  const t = useTranslations("connections.access")
  const problems = useTranslations("connections.problems")
  const { draft, edit, stored, problems: wrong, idOf, isAdmin } = useConnectionForm()
  const me = usePerson()
  const owner = stored?.owner
  if (!isAdmin || (owner && owner.id !== me.id))
    return (
      <FormGroup title={t("title")}>
        <p className="text-ink-2 text-sm">
          {owner && owner.id !== me.id ? t("onlyOwner", { name: owner.name }) : t("onlyYou")}
        </p>
      </FormGroup>
    )
  const { access } = draft
  const choose = (kind: Access["kind"]) =>
    edit({ access: kind === "people" ? { kind, ids: access.kind === "people" ? access.ids : [] } : { kind } })
  return (
    <FormGroup title={t("title")}>
      <div className="flex flex-col gap-1.5 text-sm">
        {choices
          .filter((kind) => kind !== "owner" || stored === undefined || stored.source === "person")
          .map((kind, index) => (
            <label key={kind} className="flex items-center gap-2 pointer-coarse:min-h-10">
              <input
                id={index === 0 ? idOf("access") : undefined}
                type="radio"
                name={idOf("access-kind")}
                checked={access.kind === kind}
                onChange={() => choose(kind)}
              />
              {t(kind)}
            </label>
          ))}
      </div>
      {access.kind === "people" ? <PeopleChoice ids={access.ids} /> : null}
      {wrong.access ? (
        <p role="alert" className="text-error text-xs">
          {problems(wrong.access.code, wrong.access.values)}
        </p>
      ) : null}
    </FormGroup>
  )
}

function PeopleChoice({ ids }: { ids: string[] }) {
  const t = useTranslations("connections.access")
  const { edit } = useConnectionForm()
  const people = useQuery(peopleQuery())
  if (people.isPending) return <Skeleton className="h-16" />
  if (people.isError) return <p className="text-error text-xs">{t("noPeople")}</p>
  const toggle = (id: string, isOn: boolean) =>
    edit({ access: { kind: "people", ids: isOn ? [...ids, id] : ids.filter((other) => other !== id) } })
  return (
    <fieldset
      aria-label={t("people")}
      className="grid max-h-48 gap-x-4 gap-y-1 overflow-auto rounded border px-3 py-2 text-sm sm:grid-cols-2"
    >
      {people.data.people.map(({ id, name, email }) => (
        <label key={id} className="flex min-w-0 items-center gap-2 pointer-coarse:min-h-10">
          <input
            type="checkbox"
            checked={ids.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
          <span className="truncate">
            {name} {email ? <span className="text-ink-3 text-xs">{email}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
