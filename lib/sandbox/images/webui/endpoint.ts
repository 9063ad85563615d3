import { randomUUID } from "node:crypto"
import { parseJson } from "#lib/sandbox/body"
import { type ImageContext, imageTokens, usageOf } from "#lib/sandbox/images/image-context"
import type { Outcome } from "#lib/sandbox/request-log"
import { answerOf } from "./answer.ts"
import { Jobs } from "./jobs.ts"
import { checkpoint, listCheckpoints, listSamplers, Options } from "./options.ts"
import { overallProgress, taskProgress } from "./progress.ts"
import { parseImageToImage, parseTextToImage, type WebUiRequest } from "./request.ts"

/** The paths of the face, and the methods that each takes. */
export const webUiMethods: Record<string, string> = {
  "/sdapi/v1/sd-models": "GET",
  "/sdapi/v1/samplers": "GET",
  "/sdapi/v1/options": "GET, POST",
  "/sdapi/v1/txt2img": "POST",
  "/sdapi/v1/img2img": "POST",
  "/sdapi/v1/progress": "GET",
  "/sdapi/v1/interrupt": "POST",
  "/internal/progress": "POST",
}

export interface WebUiCall {
  method: string
  path: string
  query: URLSearchParams
  body: Buffer
}

/** A Stable Diffusion WebUI: its settings and the job that it is at. */
export class WebUi {
  readonly #options = new Options()
  readonly #jobs: Jobs

  /** `speed`: how many times faster than life it draws. */
  constructor(speed: number) {
    this.#jobs = new Jobs(speed)
  }

  /** Answers one call; throws WebUiError. */
  async serve(call: WebUiCall, context: ImageContext): Promise<Outcome> {
    const { line } = context
    const text = JSON.stringify(await this.#answer(call, context))
    // Of a client that has left, the log shall say so.
    await line.pause(0)
    line.open(200, { "Content-Type": "application/json" })
    await line.send(text)
    line.end()
    return "completed"
  }

  async #answer({ method, path, query, body }: WebUiCall, context: ImageContext): Promise<unknown> {
    switch (path) {
      case "/sdapi/v1/sd-models":
        return listCheckpoints()
      case "/sdapi/v1/samplers":
        return listSamplers()
      case "/sdapi/v1/options":
        if (method === "GET") return this.#options.all
        this.#options.set(parseJson(body))
        return null
      case "/sdapi/v1/progress":
        return overallProgress(this.#jobs, query.get("skip_current_image") !== "true")
      case "/internal/progress":
        return taskProgress(this.#jobs, parseJson(body))
      case "/sdapi/v1/interrupt":
        this.#jobs.interrupt()
        return {}
      case "/sdapi/v1/img2img":
        return this.#draw(await parseImageToImage(parseJson(body), this.#options), context)
      default:
        return this.#draw(await parseTextToImage(parseJson(body), this.#options), context)
    }
  }

  async #draw(request: WebUiRequest, context: ImageContext): Promise<object> {
    context.onModel(checkpoint)
    const { order } = request
    const { text, inputImages } = usageOf(order)
    context.onUsage(text + inputImages)
    const made = await this.#jobs.run(request.taskId ?? `task(${randomUUID()})`, order)
    context.onTokens(imageTokens(order.width, order.height) * made.length)
    return answerOf(request, made)
  }
}
