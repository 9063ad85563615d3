import type { ConnectionRow, OAuthTokenRow } from "#lib/server/store/schema"

/** What the store keeps about connections; a part of `Store`. */

/** What runs have taken. `cost`: US dollars, as far as prices are known. */
export interface ConnectionUsage {
  requests: number
  tokens: number
  cost: number
}

export interface ConnectionStore {
  /** Those that a person may use: shared with everyone or with them, and their own; not disabled; sandbox first, then by name. */
  visibleTo(personId: string): Promise<ConnectionRow[]>
  /** Those to be set up: all, or only the private ones of a person; disabled ones too. */
  managed(ownerId?: string): Promise<ConnectionRow[]>
  get(id: string): Promise<ConnectionRow | undefined>
  /** Inserts, or replaces all but `created_at` and what is said of models. `people`: who may use it; left out, they stay. */
  put(row: ConnectionRow, people?: string[]): Promise<void>
  /**
   * Replaces what `put` does, where the row is still the one that was seen; and what is known of models, where `row` has
   * none. False when somebody else was faster, or it is gone.
   */
  update(seen: ConnectionRow, row: ConnectionRow, people?: string[]): Promise<boolean>
  /** False when it is not there (any more), or is not of source `person`. */
  delete(id: string): Promise<boolean>
  /** Who may use a connection whose access is `people`, by connection. */
  people(): Promise<Record<string, string[]>>
  setModels(id: string, models: { ids: string[]; readAt: number; error?: string }): Promise<void>
  setModelOverrides(id: string, overrides: string | null, now: number): Promise<void>
  /**
   * Puts a new credential in the place of the current one, which becomes the fall-back. False when somebody else was
   * faster: `sealed` is the credential that the caller has seen.
   */
  rotate(
    id: string,
    seen: string | null,
    next: Pick<ConnectionRow, "sealed_credential" | "last_four" | "secret_fields"> & {
      now: number
      fallbackUntil: number
    },
  ): Promise<boolean>
  /** Destroys the fall-backs whose time is over; the ids of their connections, each to one caller. */
  destroyFallbacks(now: number): Promise<string[]>
  /** Marks those of source `environment` that are not among these ids as absent. */
  keepEnvironment(ids: string[]): Promise<void>
  /** What runs on these connections that were sent since then have taken; those without any are left out. */
  usageSince(since: number, ids: string[]): Promise<Record<string, ConnectionUsage>>
}

export interface OAuthTokenStore {
  get(connectionId: string): Promise<OAuthTokenRow | undefined>
  ofConnections(connectionIds: string[]): Promise<OAuthTokenRow[]>
  /** Inserts, or replaces all of it. */
  put(row: OAuthTokenRow): Promise<void>
  /** Replaces tokens by those they were exchanged for; false when they are no longer the stored ones. */
  renew(previous: OAuthTokenRow, renewed: OAuthTokenRow): Promise<boolean>
  /** Notes that the server has refused these very tokens. */
  refuse(row: OAuthTokenRow, at: number): Promise<void>
  delete(connectionId: string): Promise<void>
}
