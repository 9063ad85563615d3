/** A sealed value where it is stored; several sealed texts may stand in one. */
export interface SealedValue {
  /** `table.column`. */
  place: string
  id: string
  /** What its texts are sealed for. */
  purpose: string
  text: string
}

export interface SealedStore {
  /** The sealed values after one of them, place by place and by id. Tables that are yet to come are passed over. */
  page(limit: number, after?: Pick<SealedValue, "place" | "id">): Promise<SealedValue[]>
  /** False when the value is no longer what was read: somebody was faster. */
  replace(value: SealedValue, text: string): Promise<boolean>
  /** Gives up a value that nobody can open any more. */
  discard(value: SealedValue): Promise<void>
  /** Stores a canary when there is none yet, and returns the one that is stored; one for all nodes. */
  keepCanary(id: string, sealed: string): Promise<string>
}
