import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sharp from "sharp"
import { expect, onTestFinished, test } from "vitest"
import type { Prompt } from "#lib/domain/prompt"
import { createImageFiles } from "#lib/server/store/image-files"
import { describeRequest } from "#lib/server/upstream/describe-request"
import { promptImages } from "./prompt-images.ts"

async function withPicture() {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-images-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = createImageFiles(folder)
  const picture = sharp({ create: { width: 200, height: 200, channels: 3, background: "#c60" } })
  const { sha256 } = await files.put("ann", await picture.png().toBuffer())
  const prompt: Prompt = { kind: "chat", messages: [{ role: "user", content: [{ type: "image", sha256 }] }] }
  return { files, sha256, prompt }
}

test("a prompt's pictures are sent for whoever has added them, and for nobody who only knows their hash", async () => {
  const { files, sha256, prompt } = await withPicture()
  const urls = await promptImages(prompt, "ann", files)
  expect(urls?.get(sha256)).toMatch(/^data:image\/png;base64,iVBOR/)
  expect((await promptImages(prompt, "bob", files))?.size).toBe(0)
})

test("History shows the request without the megabytes of its pictures", async () => {
  const { files, sha256, prompt } = await withPicture()
  const url = (await promptImages(prompt, "ann", files))?.get(sha256)
  const body = new TextEncoder().encode(JSON.stringify({ image_url: { url }, text: "What is this?" }))
  const shown = describeRequest({ method: "POST", url: new URL("http://127.0.0.1/"), headers: {}, body }).body
  expect(shown).toContain("What is this?")
  expect(JSON.parse(shown).image_url.url).toMatch(/^data:image\/png;base64,… \(\d+ characters\)$/)
})
