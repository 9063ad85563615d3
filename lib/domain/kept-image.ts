import * as z from "zod/mini"
import { sizeOf } from "#lib/domain/image-parameters"

/** Answer of `POST /api/images`: the image as it is kept. */
export const keptImageSchema = z.object({
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
})
export type KeptImage = z.infer<typeof keptImageSchema>

/** The widths of thumbnails, in pixels: each picture has at most one file per width. */
export const thumbnailWidths = [160, 320, 640] as const
export type ThumbnailWidth = (typeof thumbnailWidths)[number]

const side = z.int().check(z.gte(16), z.lte(2048))
const share = z.number().check(z.gte(0), z.lte(1))

/**
 * Query of `GET /api/images/:sha256`: nothing for the image as it is kept, `width=320` for a thumbnail, or
 * `size=512x768` and perhaps `crop=0,0,0.5,1` (shares: left, top, width, height) for the init image as it is sent, or
 * `mask` in place of the crop for a mask as it is sent: what is made anew is white, or transparent.
 */
export const imageQuerySchema = z.object({
  width: z.optional(z.pipe(z.coerce.number(), z.literal([...thumbnailWidths]))),
  size: z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text: string) => sizeOf(text)),
      ),
      z.object({ width: side, height: side }),
    ),
  ),
  crop: z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text) => {
          const [left, top, width, height, ...more] = text.split(",").map(Number)
          return more.length === 0 ? { left, top, width, height } : text
        }),
      ),
      z.object({ left: share, top: share, width: share, height: share }),
    ),
  ),
  mask: z.optional(z.enum(["white", "transparent"])),
})

/** Query of `GET /api/images/:sha256/download`: the run that made it. */
export const imageDownloadQuerySchema = z.object({ run: z.string().check(z.maxLength(200)) })
