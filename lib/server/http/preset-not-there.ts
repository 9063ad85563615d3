import { BracketError } from "#lib/domain/errors"

/** What is answered for a preset, or a version, that this person does not have. */
export function presetNotThere(): BracketError {
  return new BracketError("not_found", "There is no such preset.", {
    hint: "It may have been deleted; look at the list of presets.",
  })
}
