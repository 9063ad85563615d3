import type { Sharp, SharpOptions } from "sharp"
import { fileFormat, type TakenFormat } from "#lib/domain/image-format"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import {
  garbledResult,
  type ImageProblem,
  maxPixels,
  maxUploadBytes,
  tooManyPixels,
  undecodable,
  uploadRefusal,
  uploadTooLarge,
} from "./image-refusals.ts"

/** Longest side of an upload in pixels: providers scale larger images down themselves, and count them by size. */
const maxSide = 2048
/** An uploaded picture in PNG above this size becomes a JPEG. */
const maxPngBytes = 3 * 1024 * 1024
const maxResultBytes = 64 * 1024 * 1024
/** Longest side of a preview in pixels. */
const previewSide = 512
/** A decoder that is kept busy longer than this was meant to be. */
const decodingSeconds = 30

/** A picture in the form in which it is kept; sides in pixels, as it is shown. */
export interface DecodedImage extends Size {
  bytes: Buffer
}

type Refusal = (problem: ImageProblem, cause?: unknown) => Error

/** Loaded with the first picture: starting must not wait for native code. */
async function opened(bytes: Uint8Array, options: SharpOptions = {}): Promise<Sharp> {
  const { default: sharp } = await import("sharp")
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: "error", ...options }).timeout({
    seconds: decodingSeconds,
  })
}

/**
 * Looks at the first bytes and the header, then has the picture decoded; whatever is wrong becomes `refuse`'s error. No
 * decoder sees a format that is not `taken`, nor the pixels of a picture that has too many.
 */
async function decoded<T>(
  bytes: Uint8Array,
  taken: (format: TakenFormat) => boolean,
  refuse: Refusal,
  decode: (picture: Sharp, header: { size: Size; format: TakenFormat; hasAlpha: boolean }) => Promise<T>,
): Promise<T> {
  if (bytes.length === 0) throw refuse({ problem: "empty" })
  const format = fileFormat(bytes)
  if (format.kind === "unknown") throw refuse({ problem: "no_picture" })
  if (format.kind === "other") throw refuse({ problem: "format", format: format.name })
  if (!taken(format.kind)) throw refuse({ problem: "format", format: format.kind.toUpperCase() })
  const { kind } = format
  const broken = (cause: unknown) => refuse(undecodable(kind, bytes), cause)
  const unlimited = await opened(bytes, { limitInputPixels: false })
  const { width, height, autoOrient, hasAlpha } = await unlimited.metadata().catch((cause: unknown) => {
    throw broken(cause)
  })
  if (width * height > maxPixels) throw refuse(tooManyPixels(width * height))
  try {
    return await decode(await opened(bytes), { size: autoOrient, format: kind, hasAlpha })
  } catch (cause) {
    throw broken(cause)
  }
}

/**
 * An upload as it is kept: turned upright, at most 2048 pixels a side, 8 bits of sRGB, in the two formats that every
 * provider reads, without what cameras write beside the picture. Of an animation, its first frame. Throws
 * `BracketError`: `body_too_large`, `unsupported_media_type` with `params.problem`.
 */
export function decodeUpload(upload: Uint8Array): Promise<DecodedImage> {
  if (upload.length > maxUploadBytes) return Promise.reject(uploadTooLarge())
  return decoded(
    upload,
    () => true,
    uploadRefusal,
    async (picture, { format, hasAlpha }) => {
      const upright = picture
        .autoOrient()
        .resize({ width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true })
        .toColourspace("srgb")
      if (format === "png" || format === "gif" || hasAlpha) {
        const { data, info } = await upright.clone().png().toBuffer({ resolveWithObject: true })
        if (data.length <= maxPngBytes) return { bytes: data, width: info.width, height: info.height }
      }
      const { data, info } = await upright
        .flatten({ background: "white" })
        .jpeg({ quality: 92, chromaSubsampling: "4:4:4" })
        .toBuffer({ resolveWithObject: true })
      return { bytes: data, width: info.width, height: info.height }
    },
  )
}

const isResult = (format: TakenFormat): boolean => ["png", "jpeg", "webp"].includes(format)

/**
 * The size of an image that an upstream has made, once all of it has been decoded. Throws
 * `BracketError("upstream_garbage")` with `params.received`.
 */
export async function proveResult(bytes: Uint8Array): Promise<Size> {
  if (bytes.length > maxResultBytes) throw garbledResult({ problem: "format", format: "more than 64 MB" })
  return decoded(bytes, isResult, garbledResult, async (picture, { size }) => {
    // Every line has to be read for it, and little memory is needed.
    await picture.resize({ width: 64, height: 64, fit: "fill" }).raw().toBuffer()
    return size
  })
}

/** A small WebP of a partial image; the sides are those of the image itself. Throws as `proveResult`. */
export async function previewOf(bytes: Uint8Array): Promise<DecodedImage> {
  return decoded(bytes, isResult, garbledResult, async (picture, { size }) => ({
    ...size,
    bytes: await picture
      .autoOrient()
      .resize({ width: previewSide, height: previewSide, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 60, effort: 2 })
      .toBuffer(),
  }))
}

/** A WebP `width` pixels wide, or as wide as the picture where that is less. */
export async function thumbnailOf(bytes: Uint8Array, width: number): Promise<Buffer> {
  return (await opened(bytes))
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78, effort: 3 })
    .toBuffer()
}

/** The part of a kept picture that counts, as an 8-bit RGB PNG of exactly this size; what was clear becomes white. */
export async function fitImage(bytes: Uint8Array, crop: InitImage["crop"], size: Size): Promise<Buffer> {
  const upright = (await opened(bytes)).autoOrient()
  const { autoOrient } = await upright.metadata()
  return (crop ? upright.extract(cropBox(crop, autoOrient)) : upright)
    .resize({ ...size, fit: "cover" })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .png()
    .toBuffer()
}

/** A kept mask as an 8-bit grey PNG of exactly this size; what was clear becomes black. */
export async function fitMask(bytes: Uint8Array, size: Size): Promise<Buffer> {
  return (await opened(bytes))
    .autoOrient()
    .resize({ ...size, fit: "cover" })
    .flatten({ background: "black" })
    .toColourspace("b-w")
    .png()
    .toBuffer()
}

/** As a PNG, pixel for pixel; a PNG stays as it is. */
export async function asPng(bytes: Buffer): Promise<Buffer> {
  return fileFormat(bytes).kind === "png" ? bytes : (await opened(bytes)).autoOrient().png().toBuffer()
}

/** Shares of a picture as whole pixels, at least one, inside of it. */
function cropBox(crop: NonNullable<InitImage["crop"]>, { width, height }: Size) {
  const left = Math.min(Math.round(crop.left * width), width - 1)
  const top = Math.min(Math.round(crop.top * height), height - 1)
  return {
    left,
    top,
    width: Math.min(Math.max(1, Math.round(crop.width * width)), width - left),
    height: Math.min(Math.max(1, Math.round(crop.height * height)), height - top),
  }
}
