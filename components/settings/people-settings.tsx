"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { peopleQuery } from "#lib/client/api/people"
import { BudgetDialog } from "./budgets-form"
import { Invitations } from "./people-invitations"
import { InviteForm } from "./people-invite"
import { LinkDialog } from "./people-link"
import { RemoveDialog } from "./people-remove"
import { type PersonAction, PersonRow } from "./people-row"

/** Who is here, for admins: roles, budgets, suspending, removing, inviting. */
export function PeopleSettings() {
  const common = useTranslations("common")
  const errorText = useErrorText()
  const people = useQuery(peopleQuery())
  const [action, setAction] = useState<PersonAction>()
  if (people.isPending)
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-2">
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </div>
    )
  if (people.isError)
    return (
      <ErrorCard
        {...errorText(faultOf(people.error))}
        actions={
          <Button size="sm" onClick={() => people.refetch()}>
            {common("retry")}
          </Button>
        }
      />
    )
  const close = () => setAction(undefined)
  const person = people.data.people.find(({ id }) => id === action?.personId)
  return (
    <div className="flex flex-col gap-6">
      <ul className="divide-y border-y">
        {people.data.people.map((each) => (
          <PersonRow key={each.id} person={each} onAction={setAction} />
        ))}
      </ul>
      <Invitations invitations={people.data.invitations} />
      <InviteForm />
      {person && action?.kind === "budget" ? <BudgetDialog person={person} onClose={close} /> : null}
      {person && action?.kind === "link" ? <LinkDialog person={person} onClose={close} /> : null}
      {person && action?.kind === "remove" ? (
        <RemoveDialog person={person} others={people.data.people} onClose={close} />
      ) : null}
    </div>
  )
}
