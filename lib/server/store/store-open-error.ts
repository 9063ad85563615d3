/** The store cannot be opened: one sentence that says why, and what the person at the terminal can do. */
export class StoreOpenError extends Error {
  override name = "StoreOpenError"
  readonly remedy: string

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }
}
