import { expect, it } from "vitest"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import { hmac } from "#lib/server/upstream/credentials/hmac"
import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"
import { describeRequest } from "./describe-request.ts"

it("keeps the request for History to the byte, and none of its secrets", async () => {
  const body = '{"prompt":"Grüße  \\n"}'
  const request: UpstreamRequest = {
    method: "POST",
    url: new URL("https://api.example/v1/completions?a=1"),
    headers: { "content-type": "application/json" },
    body: new TextEncoder().encode(body),
  }
  await bearer("sk-secret-1")(request)
  await hmac({ apiKey: "secret-2", secretKey: "secret-3", now: () => 1_000_000 })(request)
  const signature = request.headers["x-deepseek-signature"] ?? ""
  const described = describeRequest(request)
  expect(described).toEqual({
    method: "POST",
    url: "https://api.example/v1/completions?a=1",
    headers: {
      "content-type": "application/json",
      authorization: "•••",
      "x-deepseek-timestamp": "1000",
      "x-deepseek-signature": "•••",
      "x-deepseek-apikey": "•••",
    },
    body,
  })
  expect(JSON.stringify(described)).not.toMatch(/secret/)
  expect(JSON.stringify(described)).not.toContain(signature)
})
