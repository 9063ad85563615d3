import { BracketError } from "#lib/domain/errors"

/**
 * Reads a JSON body of at most `maxBytes`, counted as it comes, whatever Content-Length says. Throws `BracketError`:
 * `unsupported_media_type`, `body_too_large`, `invalid_json`.
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase()
  if (type !== "application/json")
    throw new BracketError(
      "unsupported_media_type",
      `This route takes application/json, not ${type || "a body without a type"}.`,
      {
        hint: "Send Content-Type: application/json.",
        params: { problem: "content_type" },
      },
    )
  const bytes = await readBytes(request, maxBytes)
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new BracketError("invalid_json", "The body is not valid JSON.", {
      hint: "Check commas, quotes and encoding (UTF-8).",
      cause,
    })
  }
}

/** Reads a body of at most `maxBytes`, counted as it comes. Throws `tooLarge`'s error. */
export async function readBytes(
  request: Request,
  maxBytes: number,
  tooLarge: () => BracketError = () => bodyTooLarge(maxBytes),
): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const bodyTooLarge = (maxBytes: number): BracketError =>
  new BracketError("body_too_large", `The body is larger than ${maxBytes} bytes.`, {
    hint: "Send less at a time.",
    params: { problem: "body", maxBytes },
  })
