/** A call of Vault's HTTP API; `path` is what stands after `/v1/`. */
export interface VaultCall {
  method: "GET" | "POST"
  path: string
  token?: string
  body?: object
}

/**
 * Sends a call and reads the answer, `body` as JSON (undefined when it is none). Rejects with
 * `BracketError("secret_unavailable")`, reason `away`, when there is no answer.
 */
export type VaultSend = (call: VaultCall) => Promise<{ status: number; body: unknown }>
