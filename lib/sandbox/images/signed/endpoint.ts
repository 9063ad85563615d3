import { draw, type Order, stepTime } from "#lib/sandbox/images/drawing"
import { type ImageContext, imageTokens, usageOf } from "#lib/sandbox/images/image-context"
import type { Pixels } from "#lib/sandbox/images/picture"
import { encode } from "#lib/sandbox/images/png"
import { findModel } from "#lib/sandbox/models"
import type { Outcome } from "#lib/sandbox/request-log"
import { type ImageFault, imageFaultOf } from "./faults.ts"
import { parseSignedImages } from "./request.ts"

type Finished = { seed: number } & ({ b64_json: string } | { url: string })

type Event =
  | { type: "image_generation.progress"; index: number; step: number; steps: number }
  | {
      type: "image_generation.partial_image"
      partial_image_index: number
      index: number
      step: number
      steps: number
      b64_json: string
    }
  /** `usage` comes with the last one. */
  | ({ type: "image_generation.completed"; index: number; usage?: object } & Finished)

interface Work {
  order: Order
  fault: ImageFault | undefined
  context: ImageContext
}

const failure = {
  error: {
    message: "The image model stopped working.",
    type: "server_error",
    code: "server_error",
    param: null,
  },
}

const base64 = async (pixels: Pixels): Promise<string> => (await encode(pixels)).toString("base64")

async function delivered({ fault, context }: Work, pixels: Pixels, index: number) {
  if (fault?.kind === "spoiled") return { b64_json: await fault.b64(pixels, index) }
  if (fault?.kind !== "address") return { b64_json: await base64(pixels) }
  return { url: context.address + context.gallery.hang(await encode(pixels), context.now) }
}

function usageBody(order: Order): object {
  const { text, inputImages, output } = usageOf(order)
  const input = text + inputImages
  return { input_tokens: input, output_tokens: output, total_tokens: input + output }
}

/** Draws, and says what happens in the events of a stream; ends early where a fault has it. */
async function* events(work: Work): AsyncGenerator<Event, void> {
  const { order, fault, context } = work
  const { line } = context
  const pace = fault?.kind === "slow" ? fault.pace : stepTime
  for await (const drawn of draw(order, (time) => line.pause(time), pace)) {
    if (drawn.kind === "progress") {
      const { index, step, steps } = drawn
      yield { type: "image_generation.progress", index, step, steps }
    } else if (drawn.kind === "preview") {
      const { index, number, step, steps, pixels } = drawn
      const b64_json = await base64(pixels)
      yield {
        type: "image_generation.partial_image",
        partial_image_index: number,
        index,
        step,
        steps,
        b64_json,
      }
    } else {
      if (fault?.kind === "ended") return
      const { index, seed, pixels } = drawn
      const finished: Finished = { ...(await delivered(work, pixels, index)), seed }
      context.onTokens(imageTokens(order.width, order.height))
      const last = index === order.count - 1
      yield {
        type: "image_generation.completed",
        index,
        ...finished,
        ...(last && { usage: usageBody(order) }),
      }
    }
  }
}

async function stream(work: Work): Promise<void> {
  const { fault, context } = work
  const { line } = context
  const send = (data: object): Promise<void> => line.send(`data: ${JSON.stringify(data)}\n\n`)
  line.open(200, { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store" })
  if (fault?.kind !== "none") for await (const event of events(work)) await send(event)
  if (fault?.kind === "ended" && fault.error) await send(failure)
  line.end(fault?.kind === "ended" && !fault.error ? "" : "data: [DONE]\n\n")
}

async function whole(work: Work): Promise<void> {
  const { order, fault, context } = work
  const { line } = context
  line.open(200, { "Content-Type": "application/json", "Cache-Control": "no-store" })
  const data: Finished[] = []
  if (fault?.kind !== "none")
    for await (const event of events(work)) {
      if (event.type !== "image_generation.completed") continue
      const { seed } = event
      data.push("url" in event ? { url: event.url, seed } : { b64_json: event.b64_json, seed })
    }
  const answer = { created: Math.floor(context.now / 1000), data, usage: usageBody(order) }
  const body = JSON.stringify(fault?.kind === "ended" && fault.error ? failure : answer)
  const cut = fault?.kind === "ended" && !fault.error
  await line.send(cut ? body.slice(0, body.length / 2) : body)
  line.end()
}

/** Answers `POST /v1/images/generations`; throws ApiError before the first byte only. */
export async function answerSignedImages(input: unknown, context: ImageContext): Promise<Outcome> {
  const { model, stream: streamed, order } = await parseSignedImages(input)
  const { id } = findModel(model, "image")
  context.onModel(id)
  const fault = imageFaultOf(id)
  // There has to be something that is cut off.
  if (streamed && fault?.kind === "ended") order.previews = Math.max(1, order.previews)
  const { text, inputImages } = usageOf(order)
  context.onUsage(text + inputImages)
  await (streamed ? stream : whole)({ order, fault, context })
  return !fault || fault.kind === "address" || fault.kind === "slow" ? "completed" : "faulted"
}
