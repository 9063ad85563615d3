import * as z from "zod/mini"
import { listQuerySchema } from "#lib/domain/page"
import { parametersSchema } from "#lib/domain/parameters-schema"

/** An image that a run has made, as the gallery lists it: newest first. Sides in pixels. */
export const galleryImageSchema = z.object({
  runId: z.string(),
  /** Its place among the images of its run. */
  index: z.int(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  seed: z.optional(z.int()),
  prompt: z.string(),
  negative: z.optional(z.string()),
  model: z.string(),
  connectionName: z.string(),
  parameters: parametersSchema,
  /** Epoch ms. */
  createdAt: z.int(),
  starred: z.boolean(),
})
export type GalleryImage = z.infer<typeof galleryImageSchema>

/** Query of `GET /api/gallery`: `q` looks into the prompt. */
export const galleryFilterSchema = z.object({
  q: z.optional(z.string().check(z.maxLength(500))),
  starred: z.optional(z.boolean()),
})
export type GalleryFilter = z.infer<typeof galleryFilterSchema>

/** `GalleryFilter` as it comes in an address, and the page. */
export const galleryQuerySchema = z.extend(listQuerySchema, {
  q: z.optional(z.string().check(z.maxLength(500))),
  starred: z.optional(z.stringbool()),
})

/** Answer of `GET /api/gallery`. */
export const galleryPageSchema = z.object({
  images: z.array(galleryImageSchema),
  nextCursor: z.nullable(z.string()),
})
export type GalleryPage = z.infer<typeof galleryPageSchema>

/** Body of `PATCH /api/gallery/:runId/:index`. `deleted: false` is the undo of a delete. */
export const changeGalleryImageSchema = z.object({
  starred: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
})
export type ChangeGalleryImage = z.infer<typeof changeGalleryImageSchema>
