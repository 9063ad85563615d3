import { imageAddress } from "#lib/client/api/images"
import type { ImageResult } from "#lib/domain/outcome-schema"

/** The server has previews for a while only; a tab keeps the last of them over a reload. */
const storageKey = "bracket.previews"
/** So many are kept, newest first; each may have so many characters, for a tab has room for some millions. */
const mostKept = 24
const mostChars = 150_000

/** A preview of a run that was broken off. `data`: its picture as a data URL. */
interface KeptPreview {
  runId: string
  image: ImageResult
  data: string
}

/** The previews of runs that were broken off, as this tab keeps them. Nothing here throws: a preview is no result. */
export function createUnfinishedPreviews(
  storage: Pick<Storage, "getItem" | "setItem">,
  load: (sha256: string) => Promise<string>,
) {
  /** Of this page: at once, and however little room the tab has. */
  const seen = new Map<string, ImageResult[]>()
  const all = (): KeptPreview[] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? "[]")
      return Array.isArray(kept) ? kept.filter(isKept) : []
    } catch {
      return []
    }
  }
  return {
    /** Keeps the previews among a run's images; resolves when they are kept over a reload, or cannot be. */
    async keep(runId: string, images: ImageResult[]): Promise<void> {
      const previews = images.filter(({ partial }) => partial)
      if (previews.length > 0) seen.set(runId, previews)
      for (const image of previews) {
        const data = await load(image.sha256).catch(() => undefined)
        if (data === undefined || data.length > mostChars) continue
        const others = all().filter((one) => one.runId !== runId || one.image.index !== image.index)
        try {
          storage.setItem(storageKey, JSON.stringify([{ runId, image, data }, ...others].slice(0, mostKept)))
        } catch {
          // No room, or no storage: then the page has it as long as it is open.
        }
      }
    },
    /** Those of a run, in the order of its images. */
    of: (runId: string): ImageResult[] =>
      seen.get(runId) ??
      all()
        .filter((one) => one.runId === runId)
        .map(({ image }) => image)
        .sort((a, b) => a.index - b.index),
    /** Where a preview can be looked at: here when it is kept, else at the server. */
    addressOf: (sha256: string): string =>
      all().find(({ image }) => image.sha256 === sha256)?.data ?? imageAddress(sha256),
  }
}

function isKept(value: unknown): value is KeptPreview {
  if (typeof value !== "object" || value === null || !("runId" in value && "image" in value)) return false
  return "data" in value && typeof value.data === "string" && value.data.startsWith("data:image/")
}

/** The bytes of an image as a data URL. Rejects when the server has it no more. */
export async function imageAsData(sha256: string): Promise<string> {
  const answer = await fetch(imageAddress(sha256))
  if (!answer.ok) throw new Error(`The preview is gone (status ${answer.status})`)
  const blob = await answer.blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error("The preview could not be read"))
    reader.readAsDataURL(blob)
  })
}
