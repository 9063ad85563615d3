"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { Skeleton } from "#components/ui/skeleton"
import { peopleQuery } from "#lib/client/api/people"
import { mayActAs } from "#lib/domain/person"

/** Who reviews besides admins. */
export function ReviewerChoice(props: { reviewers: string[]; onChange: (reviewers: string[]) => void }) {
  const t = useTranslations("operations.review.policy")
  const { reviewers, onChange } = props
  const people = useQuery(peopleQuery())
  if (people.isPending) return <Skeleton className="h-16" />
  const others = (people.data?.people ?? []).filter(({ role }) => !mayActAs(role, "admin"))
  return (
    <fieldset>
      <legend>{t("reviewers")}</legend>
      <p className="text-pretty text-ink-2 text-xs">
        {t(others.length === 0 ? "noOthers" : "reviewersHint")}
      </p>
      <ul className="mt-1 max-h-40 overflow-y-auto">
        {others.map(({ id, name, email }) => (
          <li key={id}>
            <label className="flex items-center gap-2 py-1 pointer-coarse:min-h-10">
              <input
                type="checkbox"
                checked={reviewers.includes(id)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...reviewers, id] : reviewers.filter((each) => each !== id))
                }
              />
              <span className="min-w-0 truncate">{email ? `${name} (${email})` : name}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
