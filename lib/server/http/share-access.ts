import { BracketError } from "#lib/domain/errors"
import type { Share } from "#lib/domain/share"
import type { Container } from "#lib/server/container"
import type { Store } from "#lib/server/store/store"

type ShareReading = Pick<Container, "now"> & { store: Pick<Store, "shares" | "people"> }
type Reader = { id: string } | undefined

/** What a reader gets of a link: the snapshot, the way to sign in, or nothing (unknown, revoked, expired: all the same). */
export async function readShare(
  { store, now }: ShareReading,
  id: string,
  reader: Reader,
): Promise<{ kind: "share"; share: Share; ownerId: string } | { kind: "sign-in" | "gone" }> {
  const found = await store.shares.read(id, now())
  if (!found || (await isSuspended(store, found.ownerId))) return { kind: "gone" }
  return found.share.audience === "people" && !reader ? { kind: "sign-in" } : { kind: "share", ...found }
}

/** In whose folder an image of a link lies, for somebody who may see the link; undefined: not for them. */
export async function shareImageOwner(
  { store, now }: ShareReading,
  id: string,
  sha256: string,
  reader: Reader,
): Promise<string | undefined> {
  const found = await store.shares.imageOwner(id, sha256, now())
  if (!found || (found.audience !== "link" && !reader)) return undefined
  return (await isSuspended(store, found.ownerId)) ? undefined : found.ownerId
}

/** Suspending somebody acts at once, on what they have handed out too. */
async function isSuspended(store: Pick<Store, "people">, personId: string): Promise<boolean> {
  return (await store.people.get(personId))?.suspended_at !== null
}

/** For a link that leads nowhere for whoever asks. */
export function noShare(): BracketError {
  return new BracketError("not_found", "There is no such link.", {
    hint: "It may have expired, been revoked, or belong to someone else.",
  })
}
