import { expect, it } from "vitest"
import { createDialects } from "./dialect-of.ts"

const dialect = createDialects({ now: () => 0 })("openai")
const address = { baseUrl: "https://api.deepseek.com", provider: "deepseek" } as const

it("asks DeepSeek what is left, whichever base the connection has, and nobody else", () => {
  for (const end of ["", "/v1", "/beta"])
    expect(dialect.balanceRequest({ ...address, baseUrl: address.baseUrl + end })?.url.href).toBe(
      "https://api.deepseek.com/user/balance",
    )
  expect(dialect.balanceRequest({ ...address, provider: "openai" })).toBeUndefined()
})

it("reads amounts from texts, below zero and in two currencies", async () => {
  const body = {
    is_available: false,
    balance_infos: [
      { currency: "USD", total_balance: "-0.25", granted_balance: "0.00", topped_up_balance: "-0.25" },
      { currency: "CNY", total_balance: "12.50" },
      { currency: "EUR", total_balance: "much" },
    ],
  }
  expect(await dialect.balance(Response.json(body))).toEqual({
    available: false,
    amounts: [
      { currency: "USD", total: -0.25, granted: 0, toppedUp: -0.25 },
      { currency: "CNY", total: 12.5 },
    ],
  })
})

it("fails like a run where the key is refused, and for what is no balance", async () => {
  await expect(dialect.balance(new Response("{}", { status: 401 }))).rejects.toMatchObject({
    code: "upstream_credential",
  })
  await expect(dialect.balance(new Response("<html>"))).rejects.toMatchObject({ code: "upstream_garbage" })
})
