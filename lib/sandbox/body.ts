import type { IncomingMessage } from "node:http"
import { ApiError } from "./api-error.ts"

/** Bytes. A full context of 32,768 tokens is about a fifth of it. */
export const bodyLimit = 1_048_576

/** Bytes, where images are sent: one of 25 MB as base64, its mask, and what is written about them. */
export const imageBodyLimit = 40 * 1_048_576

function tooLarge(limit: number): ApiError {
  return new ApiError(413, "body_too_large", `The body is larger than ${limit} bytes.`, {
    headers: { Connection: "close" },
  })
}

/** The body's exact bytes, as the signature covers them; throws 413 beyond the limit. */
export async function readBody(request: IncomingMessage, limit = bodyLimit): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > limit) throw tooLarge(limit)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The body as JSON; throws 400 `invalid_json`. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not valid JSON.")
  }
}
