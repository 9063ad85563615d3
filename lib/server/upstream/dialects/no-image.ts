import { BracketError } from "#lib/domain/errors"

/** The upstream has ended well, without what it was asked for. */
export function noImage(): BracketError {
  return new BracketError("upstream_no_image", "The upstream answered without an image", {
    hint: "Check that the model makes images, and try other words: some services leave out what they filter.",
  })
}
