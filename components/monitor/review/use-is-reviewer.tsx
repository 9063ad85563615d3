"use client"

import { useQuery } from "@tanstack/react-query"
import { usePerson } from "#components/shell/person"
import { reviewAccessQuery } from "#lib/client/api/review"
import { mayActAs } from "#lib/domain/person"

/** Whether one may review without being an admin. */
export function useIsReviewer(): boolean {
  const isAdmin = mayActAs(usePerson().role, "admin")
  return useQuery({ ...reviewAccessQuery(), enabled: !isAdmin }).data?.reviewer === true
}
