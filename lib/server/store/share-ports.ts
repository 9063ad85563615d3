import type { Judgement } from "#lib/domain/judgement"
import type { RunState } from "#lib/domain/run"
import type { Audience, ChangeShare, Share, ShareSummary } from "#lib/domain/share"

/** Links that people have made. An expired one is as good as gone for everybody but its owner. */
export interface ShareStore {
  /** `images`: the hashes that the link shows, of the owner's own. */
  create(made: { share: Share; personId: string; images: string[] }): Promise<ShareSummary>
  /** A person's own links, newest first, expired ones too. */
  ofPerson(personId: string): Promise<ShareSummary[]>
  /** What is behind a link, for whoever has it; undefined when there is none, or it has expired. */
  read(id: string, now: number): Promise<{ share: Share; ownerId: string } | undefined>
  /** In whose folder an image of a link lies; undefined when it is none of this link's. */
  imageOwner(
    id: string,
    sha256: string,
    now: number,
  ): Promise<{ ownerId: string; audience: Audience } | undefined>
  /** Undefined when it is not this person's. */
  change(id: string, personId: string, change: ChangeShare): Promise<ShareSummary | undefined>
  /** Destroys a link and its snapshot; false when it is not this person's. */
  revoke(id: string, personId: string): Promise<boolean>
  countView(id: string): Promise<void>
  /** A person's own runs among these ids, without their probabilities; others are left out. */
  ownRuns(ids: string[], personId: string): Promise<{ run: RunState; judgement: Judgement }[]>
  /** Destroys what expired before this moment; how many. */
  purgeExpired(before: number): Promise<number>
}
