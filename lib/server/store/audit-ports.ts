import type { AuditFilter, AuditItem, AuditOutcome } from "#lib/domain/audit"
import type { AuditCheckpointRow, AuditRow } from "./schema.ts"

/** What happened, before it has its place in the chain. */
export interface AuditEntry {
  id: string
  /** Epoch ms. */
  at: number
  personId: string | null
  action: string
  target: string | null
  outcome: AuditOutcome
  /** `direct` without a proxy in front; `server` for what the server does by itself. */
  address: string
  /** The browser's name for itself; empty when there was none. */
  device: string
  requestId: string
  details: Record<string, string | number | boolean>
}

/** A place in the chain: the number of an entry and its hash. */
export interface AuditHead {
  seq: number
  hash: string
}

/** The entries that retention would remove: from the first one up to `last`. */
export interface AuditPrefix {
  entries: number
  firstAt: number
  last: AuditHead & { at: number }
}

/** The audit log: a chain of entries that are only ever added, and what vouches for it. */
export interface AuditStore {
  /** Adds entries at the end, all or none; those that are there already (by id) are passed over. Answers the new end. */
  append(entries: AuditEntry[]): Promise<AuditHead>
  /** Newest first, those before the number `before`. */
  list(page: { limit: number; before?: number } & AuditFilter): Promise<AuditItem[]>
  /** As they are stored, oldest first, those after the number `after`. */
  walk(after: number, limit: number): Promise<AuditRow[]>
  /** The end of the chain as it was written last; undefined when somebody took that note away. */
  head(): Promise<AuditHead | undefined>

  /** Keeps a signature; one that is there stays. */
  addSeal(seal: AuditCheckpointRow): Promise<void>
  seals(after: number, limit: number): Promise<AuditCheckpointRow[]>
  lastSeal(): Promise<AuditCheckpointRow | undefined>

  /** What stands for the entries that retention has removed. */
  retained(): Promise<AuditCheckpointRow | undefined>
  /** The longest beginning of the chain that is all older than `before`, of at most `limit` entries. */
  oldest(before: number, limit: number): Promise<AuditPrefix | undefined>
  countBefore(before: number): Promise<number>
  /** Puts a checkpoint in the place of all entries up to it, and of the checkpoint before. */
  removeThrough(checkpoint: AuditCheckpointRow): Promise<number>

  /** The sealed key of signatures: stores this one when there is none yet, and returns the one that is stored. */
  keepKey(sealed: string): Promise<string>
}
