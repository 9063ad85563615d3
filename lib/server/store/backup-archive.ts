import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { pipeline } from "node:stream/promises"
import * as tar from "tar"
import * as z from "zod/mini"

/** What a backup says of itself. Times are epoch ms. */
const manifestSchema = z.object({
  /** Of the archive; another number is another way to put it together. */
  format: z.literal(1),
  /** Of the Bracket that made it. */
  version: z.string(),
  madeAt: z.number(),
  engine: z.enum(["sqlite", "postgres"]),
  /** Of `bracket.db`, hex. */
  databaseSha256: z.string(),
  images: z.int(),
  rows: z.record(z.string(), z.int()),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Why a file cannot be restored: one sentence, and what to do. */
export class BackupError extends Error {
  override name = "BackupError"
  readonly remedy: string
  constructor(sentence: string, remedy: string, cause?: unknown) {
    super(sentence, { cause })
    this.remedy = remedy
  }
}

export const databaseName = "bracket.db"
const manifestName = "manifest.json"

/**
 * Packs a folder that holds `bracket.db` and `images/` into one file: a tar under gzip, with a manifest in front.
 * It appears under its name when it is whole, readable by its owner alone.
 */
export async function packBackup(
  folder: string,
  file: string,
  about: Omit<Manifest, "format" | "databaseSha256" | "images">,
): Promise<Manifest> {
  const manifest: Manifest = {
    format: 1,
    ...about,
    databaseSha256: await sha256Of(path.join(folder, databaseName)),
    images: (await imagesIn(folder)).length,
  }
  await writeFile(path.join(folder, manifestName), JSON.stringify(manifest, null, 2))
  const unfinished = `${file}.unfinished`
  try {
    const names = [manifestName, databaseName, "images"]
    await tar.create({ file: unfinished, cwd: folder, gzip: true, portable: true, mode: 0o600 }, names)
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
  return manifest
}

/**
 * Unpacks a backup into an empty folder and proves it: the database by its hash, each image by its name. Throws
 * `BackupError` for what is no backup, is damaged, or was made by a later Bracket.
 */
export async function unpackBackup(file: string, folder: string): Promise<Manifest> {
  try {
    await tar.extract({ file, cwd: folder, strict: true, filter: (name) => isOurs(name) })
  } catch (cause) {
    throw damaged(file, cause)
  }
  const manifest = manifestSchema.safeParse(await readManifest(folder))
  if (!manifest.success)
    throw new BackupError(
      `${file} is no backup that this Bracket can read.`,
      "Check the file's name; a backup of a later version needs that version.",
    )
  if ((await sha256Of(path.join(folder, databaseName)).catch(() => "")) !== manifest.data.databaseSha256)
    throw damaged(file)
  const images = await imagesIn(folder)
  if (images.length !== manifest.data.images) throw damaged(file)
  for (const image of images)
    if ((await sha256Of(path.join(folder, "images", image))) !== path.basename(image)) throw damaged(file)
  return manifest.data
}

/** Puts all images of one data folder into another one, without copying what a link can do. */
export async function linkImages(from: string, to: string): Promise<void> {
  await mkdir(path.join(to, "images"), { recursive: true, mode: 0o700 })
  for (const image of await imagesIn(from)) {
    const target = path.join(to, "images", image)
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    // Named by their content: what stands there already is the same; what was deleted meanwhile is gone.
    await link(path.join(from, "images", image), target).catch((error: unknown) => {
      if (!["EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error
    })
  }
}

/** `FOLDER/HASH` of each image; thumbnails are made anew where they are missing. */
async function imagesIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, "images"), { recursive: true }).catch(() => [])
  return names.filter((name) => /^[0-9a-f]{32}[\\/][0-9a-f]{64}$/.test(name))
}

const isOurs = (name: string): boolean =>
  /^(\.\/)?(manifest\.json|bracket\.db|images(\/([0-9a-f]{32}(\/([0-9a-f]{64})?)?)?)?)$/.test(name)

async function readManifest(folder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, manifestName), "utf8"))
  } catch {
    return undefined
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(file), hash)
  return hash.digest("hex")
}

const damaged = (file: string, cause?: unknown): BackupError =>
  new BackupError(`${file} is damaged or not whole.`, "Take another copy of it, or an earlier backup.", cause)
