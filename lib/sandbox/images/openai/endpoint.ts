import type { IncomingHttpHeaders } from "node:http"
import { parseJson } from "#lib/sandbox/body"
import { cutOut } from "#lib/sandbox/images/cut-out"
import { draw } from "#lib/sandbox/images/drawing"
import { type ImageContext, imageTokens, usageOf } from "#lib/sandbox/images/image-context"
import type { Pixels } from "#lib/sandbox/images/picture"
import { encode } from "#lib/sandbox/images/png"
import type { Turn } from "#lib/sandbox/images/stretches"
import type { Outcome } from "#lib/sandbox/request-log"
import { openAiModels } from "./fields.ts"
import { readForm } from "./form.ts"
import { type OpenAiImages, parseOpenAiImages } from "./request.ts"

/** The answer of `GET /openai/v1/models`. `created` is a fixed date: the models are part of the release. */
export function listOpenAiModels(): object {
  const created = Date.UTC(2026, 10, 1) / 1000
  const data = openAiModels.map((id) => ({ id, object: "model", created, owned_by: "bracket-sandbox" }))
  return { object: "list", data }
}

function usageBody({ order }: OpenAiImages): object {
  const { text, inputImages, output } = usageOf(order)
  const input = text + inputImages
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_details: { text_tokens: text, image_tokens: inputImages },
  }
}

async function encoded(request: OpenAiImages, pixels: Pixels, turn: Turn): Promise<Buffer> {
  const { transparent, format, compression } = request
  return encode(transparent ? await cutOut(pixels, turn) : pixels, format, compression)
}

/** What every answer of GPT image models says about its images. */
const described = ({ size, quality, transparent, format }: OpenAiImages): object => ({
  size,
  quality,
  background: transparent ? "transparent" : "opaque",
  output_format: format,
})

async function stream(request: OpenAiImages, context: ImageContext): Promise<void> {
  const { line } = context
  const { order } = request
  const family = request.task === "edit" ? "image_edit" : "image_generation"
  const send = (type: string, data: object): Promise<void> =>
    line.send(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
  line.open(200, { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store" })
  for await (const drawn of draw(order, (time) => line.pause(time))) {
    if (drawn.kind === "progress") continue
    const b64_json = (await encoded(request, drawn.pixels, () => line.pause(0))).toString("base64")
    const data = { b64_json, created_at: Math.floor(context.now / 1000), ...described(request) }
    if (drawn.kind === "preview") {
      await send(`${family}.partial_image`, { ...data, partial_image_index: drawn.number })
    } else {
      context.onTokens(imageTokens(order.width, order.height))
      await send(`${family}.completed`, { ...data, usage: usageBody(request) })
    }
  }
  line.end()
}

async function whole(request: OpenAiImages, context: ImageContext): Promise<void> {
  const { line, gallery } = context
  const { order, asUrls, model } = request
  line.open(200, { "Content-Type": "application/json", "Cache-Control": "no-store" })
  const data: object[] = []
  for await (const drawn of draw(order, (time) => line.pause(time))) {
    if (drawn.kind !== "image") continue
    context.onTokens(imageTokens(order.width, order.height))
    const bytes = await encoded(request, drawn.pixels, () => line.pause(0))
    data.push(
      asUrls
        ? { url: context.address + gallery.hang(bytes, context.now) }
        : { b64_json: bytes.toString("base64") },
    )
  }
  const created = Math.floor(context.now / 1000)
  const more = model === "dall-e-2" ? {} : { ...described(request), usage: usageBody(request) }
  await line.send(JSON.stringify({ created, data, ...more }))
  line.end()
}

/** Answers `POST /openai/v1/images/generations` and `/edits`; throws ApiError before the first byte only. */
export async function answerOpenAiImages(
  path: string,
  body: Buffer,
  headers: IncomingHttpHeaders,
  context: ImageContext,
): Promise<Outcome> {
  const form = path.endsWith("/edits") ? await readForm(body, headers) : undefined
  const request = await parseOpenAiImages(form ? form.fields : parseJson(body), form)
  context.onModel(request.model)
  const { text, inputImages } = usageOf(request.order)
  context.onUsage(text + inputImages)
  await (request.stream ? stream : whole)(request, context)
  return "completed"
}
