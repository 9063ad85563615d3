import type { BalanceAnswer } from "#lib/domain/balance"
import type { Connections, Target } from "#lib/server/engine/connections"
import type { Who } from "#lib/server/engine/connections/rights"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { withoutSecrets } from "#lib/server/upstream/without-secrets"

/** How long a balance is good for, in ms. */
const freshMs = 60_000

export type Balances = ReturnType<typeof createBalances>

/** What is left at the providers; asked once a minute at most, however many look at it. */
export function createBalances(deps: { connections: Connections; http: UpstreamHttp; now: () => number }) {
  const answers = new Map<string, { at: number; answer: Promise<BalanceAnswer> }>()

  async function ask({ dialect, address, ...sending }: Target) {
    const request = dialect.balanceRequest(address)
    const readAt = deps.now()
    if (!request) return { balance: null, readAt }
    const signal = AbortSignal.timeout(10_000)
    try {
      const response = await deps.http.send(request, { ...sending, signal })
      return { balance: await dialect.balance(response), readAt }
    } catch (error) {
      throw withoutSecrets(error, request)
    }
  }

  return {
    /** Throws `not_found` for a connection that is not this person's to manage, and `upstream_*` like a run. */
    async of(who: Who, connectionId: string): Promise<BalanceAnswer> {
      const target = await deps.connections.managedTarget(who, connectionId)
      const known = answers.get(connectionId)
      // Either way: a clock that was put back keeps no old answer.
      if (known && Math.abs(deps.now() - known.at) < freshMs) return known.answer
      const answer = ask(target)
      answers.set(connectionId, { at: deps.now(), answer })
      // What failed may be asked again at once.
      answer.catch(() => answers.delete(connectionId))
      return answer
    },
  }
}
