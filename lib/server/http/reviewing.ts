import { BracketError } from "#lib/domain/errors"
import { mayActAs } from "#lib/domain/person"
import type { ReviewPolicy } from "#lib/domain/review"
import type { SignedIn } from "#lib/server/auth/signed-in"
import type { Container } from "#lib/server/container"

/** Admins review, and the people whom they have named. */
export function mayReview({ person }: SignedIn, { reviewers }: Pick<ReviewPolicy, "reviewers">): boolean {
  return mayActAs(person.role, "admin") || reviewers.includes(person.id)
}

/** Throws `BracketError("forbidden")` for whoever is no reviewer. */
export async function assertReviewer(who: SignedIn, { store }: Pick<Container, "store">): Promise<void> {
  if (mayActAs(who.person.role, "admin") || mayReview(who, await store.reviews.policy())) return
  throw new BracketError("forbidden", "This is for reviewers.", {
    hint: "An admin can name you as one on the page Review.",
    params: { role: "admin" },
  })
}

export function noReviewItem(): BracketError {
  return new BracketError("not_found", "There is no such item to review.", {
    hint: "Load the queue again.",
  })
}
