"use client"

import { createContext, use } from "react"
import type { ConnectionDraft } from "#lib/client/connection-draft"
import type { Problems } from "#lib/client/connection-problems"
import type { ManagedConnection } from "#lib/domain/managed-connection"

/** What the parts of a connection's form share. */
export interface ConnectionForm {
  draft: ConnectionDraft
  edit: (part: Partial<ConnectionDraft>) => void
  problems: Problems
  /** The id of a field's control, which takes the focus when something is wrong with it. */
  idOf: (field: string) => string
  /** The connection that is being changed. */
  stored?: ManagedConnection
  isAdmin: boolean
}

const ConnectionFormContext = createContext<ConnectionForm | undefined>(undefined)

export const ConnectionFormProvider = ConnectionFormContext

export function useConnectionForm(): ConnectionForm {
  const form = use(ConnectionFormContext)
  if (!form) throw new Error("useConnectionForm needs a ConnectionFormProvider above it")
  return form
}
