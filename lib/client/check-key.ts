import type { Check } from "#lib/domain/check-schema"
import { fingerprint } from "./fingerprint.ts"

/**
 * What a check's results are kept under: its id and what it asks for. A check that has been changed finds none of its old
 * results, which were about something else.
 */
export function checkKey({ id, ...asked }: Check): string {
  return `${id}.${fingerprint(JSON.stringify(asked))}`
}

/** Checks as they are sent, so that their results come back under their keys. */
export function keyedChecks(checks: Check[]): Check[] {
  return checks.map((check) => ({ ...check, id: checkKey(check) }))
}
