import { messageImages, type Prompt } from "#lib/domain/prompt"
import type { ImageFiles } from "#lib/server/store/image-files"

/** The images of a prompt as data URLs, by their hashes; what is not there (or not this person's) is missing. */
export async function promptImages(
  prompt: Prompt,
  personId: string,
  files: ImageFiles | undefined,
): Promise<Map<string, string> | undefined> {
  const hashes = prompt.kind === "chat" ? [...new Set(prompt.messages.flatMap(messageImages))] : []
  if (hashes.length === 0 || !files) return undefined
  const urls = new Map<string, string>()
  for (const sha256 of hashes) {
    const image = await files.get(personId, sha256)
    if (image) urls.set(sha256, `data:${image.type};base64,${image.bytes.toString("base64")}`)
  }
  return urls
}
