"use client"

import { useEffect, useId, useMemo, useState } from "react"
import { usePerson } from "#components/shell/person"
import { faultOf } from "#lib/client/api/fault-of"
import type { ApiError } from "#lib/client/api/request"
import { type ConnectionDraft, isChanged } from "#lib/client/connection-draft"
import { type Problems, problemsOf, refusedField } from "#lib/client/connection-problems"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { mayActAs } from "#lib/domain/person"
import type { ConnectionForm } from "./form-context"

/**
 * A connection's form while it is filled in: what was typed, what is wrong with it, and whether leaving would lose
 * something. Whatever the server answers, what was typed stays.
 */
export function useConnectionDraft(initial: ConnectionDraft, stored?: ManagedConnection) {
  const formId = useId()
  const isAdmin = mayActAs(usePerson().role, "admin")
  // What is stored may change behind the form.
  const [opened] = useState(initial)
  const [draft, setDraft] = useState(initial)
  const [problems, setProblems] = useState<Problems>({})
  const [fault, setFault] = useState<ApiError>()
  // The field to go to, once it is in the page: it may lie in a part that opens for it.
  const [target, setTarget] = useState<{ field: string }>()

  useEffect(() => {
    if (target) document.getElementById(`${formId}-${target.field}`)?.focus()
  }, [target, formId])

  const form = useMemo<ConnectionForm>(
    () => ({
      draft,
      // What was refused is looked at again when it is sent again, not at every key.
      edit: (part) => setDraft((before) => ({ ...before, ...part })),
      problems,
      idOf: (field) => `${formId}-${field}`,
      stored,
      isAdmin,
    }),
    [draft, problems, formId, stored, isAdmin],
  )

  return {
    form,
    formId,
    fault,
    opened,
    isDirty: isChanged(draft, opened),

    /** True when nothing is wrong that can be seen from here; else goes to the first field that is. */
    check(look: (draft: ConnectionDraft) => Problems = (typed) => problemsOf(typed, stored)): boolean {
      const found = look(draft)
      setProblems(found)
      setFault(undefined)
      const first = Object.keys(found)[0]
      if (first === undefined) return true
      setTarget({ field: first })
      return false
    },

    /** Says what the server refused, at the field that it named. */
    refuse(error: Error) {
      const known = faultOf(error)
      const refused = refusedField(known)
      if (!refused) return setFault(known)
      setProblems({ [refused.field]: refused.problem })
      setTarget({ field: refused.field })
    },
  }
}
