import { createHash, randomUUID } from "node:crypto"
import { renameSync, rmSync, statSync, utimesSync } from "node:fs"
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import path from "node:path"
import { fileFormat } from "#lib/domain/image-format"
import type { Size } from "#lib/domain/image-parameters"
import type { KeptImage, ThumbnailWidth } from "#lib/domain/kept-image"
import { withoutPngText } from "#lib/domain/png-text"
import type { InitImage } from "#lib/domain/prompt-schema"
import { decodeUpload, fitImage, fitMask, previewOf, proveResult, thumbnailOf } from "./image-decoding.ts"
import { createPreviewMemory } from "./preview-memory.ts"
import { isStorageFull } from "./storage-full.ts"
import { createFairTurns } from "./turns.ts"

export interface StoredImage {
  bytes: Buffer
  type: "image/png" | "image/jpeg" | "image/webp"
}

/**
 * A small file may take a decoder hundreds of MB and many seconds, and a thread of the few that files and names are
 * looked up on, too.
 */
const decodersAtOnce = 2

export type ImageFiles = ReturnType<typeof createImageFiles>

/**
 * The images of prompts and of runs as files in the data folder, by the hash of their content, in a folder per person:
 * what lies there is theirs, and nobody else's path leads to it. `previewBytes`: how much memory previews may take.
 */
export function createImageFiles(
  dataDir: string,
  { previewBytes = 32 * 1024 * 1024, now = Date.now }: { previewBytes?: number; now?: () => number } = {},
) {
  const previews = createPreviewMemory(previewBytes)
  /** Thumbnails that are being made: a page of history asks for the same one from several tabs. */
  const making = new Map<string, Promise<Buffer>>()
  const inTurn = createFairTurns(decodersAtOnce)
  const folderOf = (personId: string) =>
    path.join(dataDir, "images", createHash("sha256").update(personId).digest("hex").slice(0, 32))
  const read = async (personId: string, name: string) =>
    /^[0-9a-f]{64}/.test(name) ? readFile(path.join(folderOf(personId), name)).catch(ifThere) : undefined

  const keep = async (personId: string, bytes: Uint8Array, { width, height }: Size): Promise<KeptImage> => {
    const sha256 = hashOf(bytes)
    // Anew each time: the time of the file says when it was last put.
    await writeWhole(folderOf(personId), sha256, bytes)
    return { sha256, width, height, bytes: bytes.length }
  }
  const get = async (personId: string, sha256: string): Promise<StoredImage | undefined> => {
    if (!isHash(sha256)) return undefined
    const bytes = (await read(personId, sha256)) ?? previews.get(personId, sha256)
    return bytes && { bytes, type: typeOf(bytes) }
  }

  return {
    /**
     * Keeps what a person uploads, decoded and encoded anew. Throws `BracketError`: `body_too_large`,
     * `unsupported_media_type` with `params.problem` ("empty", "no_picture", "format", "pixels", "truncated", "damaged").
     */
    async put(personId: string, upload: Uint8Array): Promise<KeptImage> {
      const image = await inTurn(personId, () => decodeUpload(upload))
      return keep(personId, image.bytes, image)
    },

    /**
     * Keeps an image that an upstream has made, byte for byte: the same seed is the same hash. Throws
     * `BracketError("upstream_garbage")` with `params.received` for what cannot be decoded to its end.
     */
    async putResult(personId: string, bytes: Uint8Array): Promise<KeptImage & { plainSha256?: string }> {
      const kept = await keep(personId, bytes, await inTurn(personId, () => proveResult(bytes)))
      // Copies that are handed on have lost the texts inside, and are looked up without them.
      const plain = withoutPngText(bytes)
      return plain === bytes ? kept : { ...kept, plainSha256: hashOf(plain) }
    },

    /** Keeps a small copy of an unfinished image for a while; the sides are the image's own. Throws as `putResult`. */
    async preview(personId: string, image: Uint8Array): Promise<{ sha256: string } & Size> {
      const { bytes, width, height } = await inTurn(personId, () => previewOf(image))
      const sha256 = hashOf(bytes)
      previews.put(personId, sha256, bytes)
      return { sha256, width, height }
    },

    /** Undefined when this person has no such image, or it was a preview that has gone. */
    get,

    /** The size of an image's file; 0 when this person has no such image. */
    async bytesOf(personId: string, sha256: string): Promise<number> {
      return isHash(sha256)
        ? ((await stat(path.join(folderOf(personId), sha256)).catch(ifThere))?.size ?? 0)
        : 0
    },

    /** A small WebP of an image, made when it is first asked for. Undefined when this person has no such image. */
    async thumbnail(personId: string, sha256: string, width: ThumbnailWidth): Promise<Buffer | undefined> {
      if (!isHash(sha256)) return undefined
      const name = `${sha256}.${width}.webp`
      const there = await read(personId, name)
      if (there) return there
      const image = await read(personId, sha256)
      // A preview is small already.
      if (!image) return previews.get(personId, sha256)
      const folder = folderOf(personId)
      const key = path.join(folder, name)
      const made = making.get(key) ?? thumbnailOf(image, width)
      making.set(key, made)
      try {
        const bytes = await made
        // It can be made again: a full disk keeps nobody from looking.
        await writeWhole(folder, name, bytes).catch((error: unknown) => {
          if (!isStorageFull(error)) throw error
        })
        return bytes
      } finally {
        making.delete(key)
      }
    },

    /** An init image as it is sent: an RGB PNG of exactly this size, the same bytes each time. Undefined as in `get`. */
    async fitted(personId: string, { sha256, crop }: InitImage, size: Size): Promise<Buffer | undefined> {
      const image = await get(personId, sha256)
      return image && fitImage(image.bytes, crop, size)
    },

    /** A mask as it is sent: a grey PNG of exactly this size. Undefined as in `get`. */
    async fittedMask(personId: string, sha256: string, size: Size): Promise<Buffer | undefined> {
      const image = await get(personId, sha256)
      return image && fitMask(image.bytes, size)
    },

    /** Gives somebody else what this person has, too: the same picture is the same file. */
    async share(personId: string, heirId: string): Promise<void> {
      // Whoever has never put a picture anywhere has no folder.
      await cp(folderOf(personId), folderOf(heirId), { recursive: true }).catch(ifThere)
    },

    /** Deletes what this person has. */
    async discard(personId: string): Promise<void> {
      previews.discard(personId)
      // An image may arrive in the folder while it is emptied.
      await rm(folderOf(personId), { recursive: true, force: true, maxRetries: 5 })
    },

    /** Notes that an image is about to be used: it counts as put just now. False as `get` is undefined. */
    use(personId: string, sha256: string): boolean {
      if (!isHash(sha256)) return false
      const at = new Date(now())
      try {
        utimesSync(path.join(folderOf(personId), sha256), at, at)
        return true
      } catch (error) {
        ifThere(error)
        return previews.get(personId, sha256) !== undefined
      }
    },

    /**
     * Deletes images that are not `needed` and were last put or used longer ago than this; answers how many files went.
     * Who begins to use one meanwhile keeps it: its age is looked at when it is deleted.
     */
    async removeUnused(personId: string, needed: ReadonlySet<string>, olderThanMs: number): Promise<number> {
      const folder = folderOf(personId)
      const before = now() - olderThanMs
      const names = (await readdir(folder).catch(ifThere)) ?? []
      // What was written aside and is still there was left by a crash; a thumbnail goes with its picture.
      const [aside, kept] = [names.filter(isAside), names.filter((name) => !isAside(name))]
      const unneeded = Map.groupBy(kept, (name) => name.slice(0, 64))
      for (const sha256 of needed) unneeded.delete(sha256)
      let removed = 0
      for (const [sha256, files] of unneeded) removed += removeOld(folder, sha256, files, before)
      for (const name of aside) removed += removeOld(folder, name, [name], before)
      return removed
    },

    /**
     * Deletes what lies here of people who are not among these, once it is older than this: an image may come for
     * somebody who was removed a moment before. Answers how many files went.
     */
    async removeLeftOver(personIds: string[], olderThanMs: number): Promise<number> {
      const before = now() - olderThanMs
      const theirs = new Set(personIds.map(folderOf))
      const names = (await readdir(path.join(dataDir, "images")).catch(ifThere)) ?? []
      let removed = 0
      for (const folder of names.map((name) => path.join(dataDir, "images", name))) {
        if (theirs.has(folder)) continue
        for (const name of (await readdir(folder).catch(ifThere)) ?? [])
          removed += removeOld(folder, name, [name], before)
      }
      return removed
    },
  }
}

/**
 * Removes files that are older than this, by the age of the first that there is of `dated` and each of them; answers how
 * many. Looked at and removed in one tick, as uses and new files are written in one: nothing comes in between.
 */
function removeOld(folder: string, dated: string, names: string[], before: number): number {
  const putAt = (name: string) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs
  const together = putAt(dated)
  const old = names.filter((name) => (together ?? putAt(name) ?? 0) < before)
  for (const name of old) rmSync(path.join(folder, name), { force: true })
  return old.length
}

const isAside = (name: string): boolean => name.endsWith(".new")

/** Written aside first, so that nobody reads half of it. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const aside = path.join(folder, `${name}.${randomUUID().slice(0, 8)}.new`)
  try {
    await writeFile(aside, bytes, { mode: 0o600 })
  } catch (error) {
    // Half of it would only take what little room is left.
    await rm(aside, { force: true })
    throw error
  }
  // In one tick, as files are removed in one: see `removeOld`.
  renameSync(aside, path.join(folder, name))
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** What lies here was proved to be one of these when it came. */
function typeOf(bytes: Buffer): StoredImage["type"] {
  const { kind } = fileFormat(bytes)
  return kind === "webp" ? "image/webp" : kind === "png" ? "image/png" : "image/jpeg"
}

/** For what need not be there: undefined when it is not, any other trouble is thrown. */
function ifThere(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error
}
