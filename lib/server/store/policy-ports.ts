import type { ChangePolicy, Policy } from "#lib/domain/policy"

export interface PolicyStore {
  get(): Promise<Policy>
  set(change: ChangePolicy, by: { personId: string; now: number }): Promise<Policy>
}
