"use client"

import { createContext, use } from "react"
import type { Person } from "#lib/domain/person"

const PersonContext = createContext<Person | undefined>(undefined)

/** Says who is signed in to everything inside. */
export const PersonProvider = PersonContext

/** The signed-in person. */
export function usePerson(): Person {
  const person = use(PersonContext)
  if (!person) throw new Error("usePerson needs a signed-in person: use it inside app/(app)")
  return person
}
