import { BracketError } from "#lib/domain/errors"

/** An image by its hash: what lies behind the address never changes. */
export function imageAnswer(image: { bytes: Uint8Array; type: string }): Response {
  return new Response(new Uint8Array(image.bytes), {
    headers: {
      "content-type": image.type,
      "content-length": String(image.bytes.length),
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
    },
  })
}

/** An image to be saved as a file; `ascii` is for programs that read no other names. */
export function imageDownload(png: Uint8Array, { name, ascii }: { name: string; ascii: string }): Response {
  return new Response(new Uint8Array(png), {
    headers: {
      "content-type": "image/png",
      "content-length": String(png.length),
      "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "x-content-type-options": "nosniff",
      // The run's name and settings are in it, and they are the run's own.
      "cache-control": "private, no-store",
    },
  })
}

/** For an image that is not there for this person. */
export function noImage(): BracketError {
  return new BracketError("not_found", "There is no such image.", {
    hint: "It may have been deleted, belong to someone else, or lie on another server.",
  })
}
