import { BracketError } from "#lib/domain/errors"
import type { Share } from "#lib/domain/share"
import type { Container } from "#lib/server/container"

type Reader = { id: string } | undefined

/** What a reader gets of a link: the snapshot, the way to sign in, or nothing (unknown, revoked, expired: all the same). */
export async function readShare(
  { store, now }: Pick<Container, "store" | "now">,
  id: string,
  reader: Reader,
): Promise<{ kind: "share"; share: Share; ownerId: string } | { kind: "sign-in" | "gone" }> {
  const found = await store.shares.read(id, now())
  if (!found) return { kind: "gone" }
  return found.share.audience === "people" && !reader ? { kind: "sign-in" } : { kind: "share", ...found }
}

/** In whose folder an image of a link lies, for somebody who may see the link; undefined: not for them. */
export async function shareImageOwner(
  { store, now }: Pick<Container, "store" | "now">,
  id: string,
  sha256: string,
  reader: Reader,
): Promise<string | undefined> {
  const found = await store.shares.imageOwner(id, sha256, now())
  return found && (found.audience === "link" || reader) ? found.ownerId : undefined
}

/** For a link that leads nowhere for whoever asks. */
export function noShare(): BracketError {
  return new BracketError("not_found", "There is no such link.", {
    hint: "It may have expired, been revoked, or belong to someone else.",
  })
}
