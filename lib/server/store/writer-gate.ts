/**
 * Lets single statements and transactions share one connection: while a transaction is open nothing else enters;
 * what has to wait enters in the order in which it came. An action is started inside `enter`'s turn, never a
 * microtask later: a statement that was let in late would land in the next one's transaction.
 */
export class WriterGate {
  private held = false
  private readonly waiting: { holds: boolean; start: () => void }[] = []

  /** Starts a single statement as soon as no transaction is open. */
  pass<T>(action: () => Promise<T>): Promise<T> {
    return this.enter(false, action)
  }

  /** Starts a transaction, alone; it ends with `leave`, also when `action` fails. */
  hold<T>(action: () => Promise<T>): Promise<T> {
    return this.enter(true, action)
  }

  /** The transaction is over: lets in the statements that waited, up to and with the next transaction. */
  leave(): void {
    this.held = false
    while (!this.held) {
      const next = this.waiting.shift()
      if (!next) return
      this.held = next.holds
      next.start()
    }
  }

  private enter<T>(holds: boolean, action: () => Promise<T>): Promise<T> {
    if (!this.held) {
      this.held = holds
      return action()
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ holds, start: () => action().then(resolve, reject) })
    })
  }
}
