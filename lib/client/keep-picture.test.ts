import { expect, test, vi } from "vitest"
import { maxImageMegabytes } from "#lib/client/api/images"
import { keepPicture } from "./keep-picture.ts"

const kept = { sha256: "a".repeat(64), width: 4, height: 3, bytes: 9 }
const png = "\x89PNG\r\n\x1a\n"

/** What becomes of a file that begins with this text (Latin-1), and whether it was sent at all. */
async function outcome(text: string, { type = "", padding = 0 } = {}) {
  const fetched = vi.fn(async () => Response.json(kept))
  vi.stubGlobal("fetch", fetched)
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const result = await keepPicture(new Blob([bytes, new Uint8Array(padding)], { type })).catch(
    (error) => error,
  )
  vi.unstubAllGlobals()
  return { result, sent: fetched.mock.calls.length > 0 }
}

test("a picture is sent, whatever it is called", async () => {
  for (const start of [png, "\xff\xd8\xff\xe0", "GIF89a", "RIFF\x10\x20\x00\x00WEBPVP8 "])
    expect(await outcome(start, { type: "text/plain" })).toEqual({ result: kept, sent: true })
})

test("a text that is called a picture is refused before it is sent", async () => {
  const { result, sent } = await outcome("Dear diary", { type: "image/png" })
  expect(result).toMatchObject({ code: "unsupported_media_type", params: { problem: "no_picture" } })
  expect(sent).toBe(false)
  expect((await outcome("")).result).toMatchObject({ params: { problem: "empty" } })
})

test("a format that is not taken is named, so that people know what to convert", async () => {
  const { result, sent } = await outcome('<svg xmlns="http://www.w3.org/2000/svg">')
  expect(result).toMatchObject({
    code: "unsupported_media_type",
    params: { problem: "format", format: "SVG" },
  })
  expect(sent).toBe(false)
})

test("nobody waits for the upload of a picture that is too large anyway", async () => {
  const { result, sent } = await outcome(png, { padding: maxImageMegabytes * 1024 * 1024 })
  expect(result).toMatchObject({ code: "body_too_large", params: { problem: "picture", maxMegabytes: 25 } })
  expect(sent).toBe(false)
})
