import { createHmac } from "node:crypto"
import type { Credential } from "./credential.ts"
import { headerValue } from "./header-value.ts"

/**
 * The signature of the signed DeepSeek API: HMAC-SHA256 over
 * `TIMESTAMP + METHOD + PATH + BODY`, nothing between them, with PATH as sent, query included, and BODY the
 * very bytes that are sent. Lower-case hex. `now` is in epoch ms; the time stamp in whole seconds.
 */
export function hmac(options: { apiKey: string; secretKey: string; now: () => number }): Credential {
  const { apiKey, secretKey, now } = options
  return ({ method, url, headers, body }) => {
    const timestamp = String(Math.floor(now() / 1000))
    const signature = createHmac("sha256", secretKey.trim()).update(
      `${timestamp}${method}${url.pathname}${url.search}`,
    )
    if (body) signature.update(body)
    headers["x-deepseek-timestamp"] = timestamp
    headers["x-deepseek-signature"] = signature.digest("hex")
    headers["x-deepseek-apikey"] = headerValue(apiKey)
  }
}
