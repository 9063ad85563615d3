import * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"
import type { VaultReader } from "./references.ts"
import { secretUnavailable } from "./secret-unavailable.ts"
import { parsed, refusalOf, type VaultSession } from "./vault-session.ts"

/** In ms. */
export interface VaultTimes {
  /** How long an answer is good without asking again: how long a replaced secret may go on being used. */
  freshMs: number
  /** How long the last answer stands in when Vault is sealed or away. */
  outageMs: number
  /** The shortest time between two tries while it is. */
  tryAgainMs: number
}

export const defaultVaultTimes: VaultTimes = { freshMs: 300_000, outageMs: 3_600_000, tryAgainMs: 10_000 }

type Fields = Record<string, unknown>

interface Kept {
  fields: Fields
  readAt: number
  /** When it was last asked for in vain. */
  failedAt?: number
}

const secretSchema = z.object({ data: z.object({ data: z.nullable(z.record(z.string(), z.unknown())) }) })

/**
 * Reads secrets of Vault's KV engine, version 2. What it has read is kept in memory and nowhere else; an outage is
 * bridged with it, but a secret that Vault no longer grants (deleted, forbidden) is gone at once.
 */
export function createVault(deps: {
  session: VaultSession
  now: () => number
  times?: VaultTimes
}): VaultReader & { close(): void } {
  const { session, now } = deps
  const times = deps.times ?? defaultVaultTimes
  const kept = new Map<string, Kept>()
  const reading = new Map<string, Promise<Fields>>()

  async function ask(mount: string, path: string): Promise<Fields> {
    const { status, body } = await session.call({ method: "GET", path: `${mount}/data/${path}` })
    if (status === 404) throw secretUnavailable("vault", "missing")
    if (status !== 200) throw secretUnavailable("vault", refusalOf(status))
    const { data } = parsed(secretSchema, body).data
    // A deleted version answers with its metadata alone.
    if (data === null) throw secretUnavailable("vault", "missing")
    return data
  }

  async function refresh(place: string, mount: string, path: string): Promise<Fields> {
    const known = kept.get(place)
    try {
      const fields = await ask(mount, path)
      kept.set(place, { fields, readAt: now() })
      return fields
    } catch (error) {
      if (!(error instanceof BracketError && error.retryable)) {
        kept.delete(place)
        throw error
      }
      if (!known || known.readAt + times.outageMs <= now()) throw error
      kept.set(place, { ...known, failedAt: now() })
      return known.fields
    }
  }

  /** Without asking Vault, where that may be. */
  function atHand(place: string): Fields | undefined {
    const known = kept.get(place)
    if (!known) return undefined
    if (known.readAt + times.freshMs > now()) return known.fields
    const waiting = known.failedAt !== undefined && known.failedAt + times.tryAgainMs > now()
    return waiting && known.readAt + times.outageMs > now() ? known.fields : undefined
  }

  function fieldsOf(mount: string, path: string): Promise<Fields> {
    const place = `${mount}/${path}`
    const fields = atHand(place)
    if (fields) return Promise.resolve(fields)
    const flight = reading.get(place) ?? refresh(place, mount, path).finally(() => void reading.delete(place))
    reading.set(place, flight)
    return flight
  }

  return {
    async read({ mount, path, field }) {
      const fields = await fieldsOf(mount, path)
      const value = fields[field]
      if (value === undefined) throw secretUnavailable("vault", "missing")
      if (typeof value !== "string") throw secretUnavailable("vault", "unreadable")
      if (value.trim() === "") throw secretUnavailable("vault", "empty")
      return value
    },
    close() {
      session.close()
      kept.clear()
    },
  }
}
