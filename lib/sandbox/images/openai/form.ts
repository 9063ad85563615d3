import type { IncomingHttpHeaders } from "node:http"
import { ApiError } from "#lib/sandbox/api-error"
import { parseJson } from "#lib/sandbox/body"
import { bytesOf } from "#lib/sandbox/images/init-image"
import { invalidValue } from "#lib/sandbox/request-fields"

/** An edit's fields, and the bytes of its images, however they were sent. */
export interface Form {
  fields: object
  images: Buffer[]
  mask: Buffer | undefined
}

const numbers = new Set(["n", "partial_images", "output_compression"])
const most = 16

function typed(name: string, text: string): unknown {
  if (numbers.has(name)) return /^-?\d+$/.test(text) ? Number(text) : text
  if (name === "stream" && (text === "true" || text === "false")) return text === "true"
  return text
}

async function multipart(body: Buffer, type: string): Promise<Form> {
  const form = await new Response(new Uint8Array(body), { headers: { "Content-Type": type } })
    .formData()
    .catch(() => {
      throw new ApiError(400, "invalid_form", "The body is not valid multipart/form-data.")
    })
  const fields: Record<string, unknown> = {}
  const images: Buffer[] = []
  let mask: Buffer | undefined
  for (const [name, value] of form) {
    if (typeof value === "string") {
      fields[name] = typed(name, value)
      continue
    }
    const bytes = Buffer.from(await value.arrayBuffer())
    if (name === "mask") mask = bytes
    else if (name === "image" || name === "image[]") images.push(bytes)
    else fields[name] = value
  }
  return { fields, images, mask }
}

function addressed(param: string, from: unknown): Buffer {
  const url = typeof from === "object" && from !== null && "image_url" in from ? from.image_url : undefined
  const bytes = typeof url === "string" && url.startsWith("data:") ? bytesOf(url) : undefined
  if (!bytes) throw invalidValue(param, "The sandbox takes images as data URLs in image_url only.")
  return bytes
}

function json(body: Buffer): Form {
  const fields = parseJson(body)
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    throw new ApiError(400, "invalid_value", "The body must be a JSON object.")
  const given = "images" in fields && Array.isArray(fields.images) ? fields.images : []
  return {
    fields,
    images: given.map((image: unknown, at) => addressed(`images[${at}]`, image)),
    mask: "mask" in fields && fields.mask ? addressed("mask", fields.mask) : undefined,
  }
}

/** Reads an edit from multipart/form-data or JSON; throws 400 for what is neither, and without an image. */
export async function readForm(body: Buffer, headers: IncomingHttpHeaders): Promise<Form> {
  const type = headers["content-type"] ?? ""
  const form = /^multipart\/form-data\b/i.test(type) ? await multipart(body, type) : json(body)
  if (form.images.length === 0)
    throw new ApiError(400, "missing_required_parameter", "Missing required parameter: 'image'.", {
      param: "image",
    })
  if (form.images.length > most) throw invalidValue("image", `There may be ${most} images at most.`)
  return form
}
