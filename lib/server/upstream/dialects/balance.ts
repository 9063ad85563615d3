import type { Balance } from "#lib/domain/balance"
import type { ProviderId } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import { bodyText } from "#lib/server/upstream/body-text"
import type { UpstreamAddress, UpstreamRequest, UpstreamResponse } from "./dialect.ts"
import { asList, asObject, asText, parseJson } from "./json-object.ts"

/** Where providers say what is left, relative to the bare host; the others do not say. */
const paths: Partial<Record<ProviderId, string>> = { deepseek: "/user/balance" }

export function balanceRequest({ baseUrl, provider }: UpstreamAddress): UpstreamRequest | undefined {
  const path = paths[provider]
  return path === undefined
    ? undefined
    : {
        method: "GET",
        url: new URL(baseUrl.replace(/\/(?:v1|beta)$/, "") + path),
        headers: { accept: "application/json", "accept-encoding": "identity", "user-agent": "Bracket" },
      }
}

/** Reads `{is_available, balance_infos}`, whose amounts are texts. Throws `BracketError("upstream_garbage")` for anything else. */
export async function readBalance(response: UpstreamResponse): Promise<Balance> {
  const json = asObject(parseJson(await bodyText(response.body, 64 * 1024)))
  const amounts = asList(json?.balance_infos).flatMap((info) => {
    const object = asObject(info)
    const currency = asText(object?.currency)
    const total = amount(object?.total_balance)
    if (!currency || total === undefined) return []
    return [
      {
        currency,
        total,
        granted: amount(object?.granted_balance),
        toppedUp: amount(object?.topped_up_balance),
      },
    ]
  })
  if (typeof json?.is_available !== "boolean")
    throw new BracketError("upstream_garbage", "The upstream sent no balance", {
      hint: "Look at the balance in the provider's console.",
      params: { received: "no balance", status: response.status },
    })
  return { available: json.is_available, amounts }
}

function amount(value: unknown): number | undefined {
  const figure = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof figure === "number" && Number.isFinite(figure) ? figure : undefined
}
