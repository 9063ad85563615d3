import { randomUUID } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type {
  ChangeConnection,
  CheckedConnectionInput,
  ManagedConnection,
  ManagedConnections,
  ModelOverride,
} from "#lib/domain/managed-connection"
import type { AuditRecorder } from "#lib/server/audit/audit-recorder"
import { startOfDay } from "#lib/server/engine/daily-counts"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import { blankConnection } from "#lib/server/store/blank-connection"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { changedRow } from "./compose.ts"
import { isAdmin, mayAdd, mayEdit, mayManage, noSuchConnection, notAllowed, type Who } from "./rights.ts"
import { dialOf } from "./target.ts"
import { managedView } from "./views.ts"

export interface ManageDeps {
  store: Store
  secrets: SecretBox
  http: UpstreamHttp
  audit: AuditRecorder
  now: () => number
}

/** What only those may change who may edit: where requests go, and how they are signed. */
const editing = [
  "name",
  "template",
  "dialect",
  "provider",
  "baseUrl",
  "credential",
  "caPem",
  "allowPlainHttp",
] as const

/** Setting connections up: each call for a person, who sees and changes only what is theirs to. */
export function createManagement(deps: ManageDeps) {
  const { store, secrets, http, now } = deps

  /** Throws `not_found` for what is not this person's to manage. */
  async function managedRow(who: Who, id: string): Promise<ConnectionRow> {
    const row = await store.connections.get(id)
    if (!row || !mayManage(who, row)) throw noSuchConnection()
    return row
  }

  async function viewOf(who: Who, id: string): Promise<ManagedConnection> {
    const [view] = await viewsOf(who, [await managedRow(who, id)])
    if (!view) throw noSuchConnection()
    return view
  }

  async function viewsOf(who: Who, rows: ConnectionRow[]): Promise<ManagedConnection[]> {
    const ownerIds = [...new Set(rows.flatMap((row) => row.owner_id ?? []))]
    const [people, usage, owners] = await Promise.all([
      store.connections.people(),
      store.connections.usageSince(
        startOfDay(now()),
        rows.map((row) => row.id),
      ),
      Promise.all(ownerIds.map((id) => store.people.get(id))),
    ])
    const names = new Map(owners.flatMap((owner) => (owner ? [[owner.id, owner.name] as const] : [])))
    return rows.map((row) =>
      managedView(row, { who, owners: names, people: people[row.id] ?? [], usage: usage[row.id] }),
    )
  }

  /** A row with a change made to it, checked, not stored. */
  async function composed(who: Who, before: ConnectionRow, change: ChangeConnection) {
    const made = await changedRow(before, change, { who, secrets, now: now() })
    if (change.baseUrl !== undefined || change.allowPlainHttp !== undefined)
      http.steps.checkUrl(new URL(made.row.base_url), dialOf(made.row))
    return made
  }

  /** A connection as it would be added. Members' are private. */
  async function composeNew(who: Who, input: CheckedConnectionInput) {
    const may = mayAdd(who, await store.policy.get())
    if (may === "none") throw notAllowed("Members may not add connections here.")
    const access = input.access ?? { kind: may === "shared" ? "everyone" : "owner" }
    return composed(who, blankConnection(randomUUID(), now()), { ...input, access })
  }

  async function composeChange(who: Who, id: string, change: ChangeConnection) {
    const row = await managedRow(who, id)
    const refused = mayEdit(who, row) ? undefined : editing.find((field) => change[field] !== undefined)
    if (refused) throw notAllowed(`This connection's ${refused} is not yours to change.`, refused)
    if (change.access && row.owner_id !== null && row.owner_id !== who.id)
      throw notAllowed("Only its owner shares a private connection.", "access")
    return { before: row, ...(await composed(who, row, change)) }
  }

  return {
    managedRow,

    /** A connection that this person may sign in for, or out of: their own account's tokens go where it leads. */
    async consentingRow(who: Who, id: string): Promise<ConnectionRow> {
      const row = await managedRow(who, id)
      if (row.source === "person" && !mayEdit(who, row))
        throw notAllowed("Only its owner signs in for a private connection.")
      return row
    },

    viewOf,
    composeNew,
    composeChange,

    /** `GET /api/connections/manage`. */
    async list(who: Who): Promise<ManagedConnections> {
      const rows = await store.connections.managed(isAdmin(who) ? undefined : who.id)
      return {
        connections: await viewsOf(who, rows),
        mayAdd: mayAdd(who, await store.policy.get()),
      }
    },

    /** `POST /api/connections`. */
    async add(who: Who, input: CheckedConnectionInput): Promise<ManagedConnection> {
      const { row, people } = await composeNew(who, input)
      await store.connections.put(row, people)
      return viewOf(who, row.id)
    },

    /** `PATCH /api/connections/:id`. */
    async change(who: Who, id: string, change: ChangeConnection): Promise<ManagedConnection> {
      // Somebody else's change in the meantime is no reason to refuse this one: it is made to what is there now.
      for (let attempt = 0; attempt < 5; attempt++) {
        const { before, row, people } = await composeChange(who, id, change)
        if (!(await store.connections.update(before, row, people))) continue
        if (before.fallback_credential !== null && row.fallback_credential === null)
          deps.audit.record({
            action: "connection.key-destroyed",
            personId: who.id,
            target: id,
            outcome: "ok",
            address: "server",
            requestId: "",
            details: {},
          })
        return viewOf(who, id)
      }
      throw new BracketError("conflict", "The connection keeps being changed by somebody else.", {
        hint: "Reload and look what has changed.",
      })
    },

    /** `DELETE /api/connections/:id`. What ran on it stays in History. */
    async remove(who: Who, id: string): Promise<void> {
      await managedRow(who, id)
      if (!(await store.connections.delete(id)))
        throw new BracketError("forbidden", "This connection comes with the server.", {
          hint: "Disable it, or take its variables out of the environment.",
        })
    },

    /** `PUT /api/connections/:id/models`: all that is said of models, in place of what was. */
    async putModels(who: Who, id: string, models: ModelOverride[]): Promise<ManagedConnection> {
      await managedRow(who, id)
      const twice = models.findIndex(({ id: name }, index) => models.findIndex((m) => m.id === name) < index)
      if (twice >= 0)
        throw new BracketError("invalid_input", `The model ${models[twice]?.id} is there twice.`, {
          field: `models.${twice}.id`,
          hint: "Name each model once.",
          params: { field: `models.${twice}.id`, problem: "duplicate" },
        })
      await store.connections.setModelOverrides(id, models.length > 0 ? JSON.stringify(models) : null, now())
      return viewOf(who, id)
    },
  }
}

export type Management = ReturnType<typeof createManagement>
