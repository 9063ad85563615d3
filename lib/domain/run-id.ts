/**
 * The id of a batch's run, by its place in the body's `runs`. Made from the client's own id: sending the same batch
 * twice makes the same runs, and the browser knows a run before the server has answered.
 */
export function runIdOf(batchId: string, index: number): string {
  return `${batchId}.${index}`
}

/** The id of a run that joins a batch, by its place in that body's `runs`. */
export function joinedRunIdOf(batchId: string, joinId: string, index: number): string {
  return `${batchId}.${joinId}.${index}`
}
