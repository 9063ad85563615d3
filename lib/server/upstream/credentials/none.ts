import type { Credential } from "./credential.ts"

/** Nothing to prove: a model server on the own machine, as a rule. */
export function none(): Credential {
  return () => {}
}
