import { setImmediate as turn, setTimeout as wait } from "node:timers/promises"
import { draw, type Order, stepTime } from "#lib/sandbox/images/drawing"
import type { Pixels } from "#lib/sandbox/images/picture"
import { preview } from "#lib/sandbox/images/preview"

/** Somebody interrupted the job. */
class Interrupted extends Error {}

export interface Made {
  pixels: Pixels
  seed: number
}

/** A job at work. */
export interface Job {
  id: string
  order: Order
  /** The image being drawn, and after which of its steps it is. */
  index: number
  step: number
  interrupted: boolean
  /** The last preview; its number rises from preview to preview. */
  shown: { id: number; pixels: Pixels } | undefined
}

const remembered = 64

/** Draws one job at a time; the others wait. A job goes on when its client has left, and ends when interrupted. */
export class Jobs {
  readonly #speed: number
  readonly #waiting: string[] = []
  readonly #finished: string[] = []
  #last: Promise<unknown> = Promise.resolve()
  #current: Job | undefined
  #previews = 0

  constructor(speed: number) {
    this.#speed = speed
  }

  get current(): Job | undefined {
    return this.#current
  }

  get waiting(): readonly string[] {
    return this.#waiting
  }

  hasFinished(id: string): boolean {
    return this.#finished.includes(id)
  }

  /** Seconds until a job is done. */
  secondsLeft({ order, index, step }: Job): number {
    const left = (order.count - index) * order.steps - step
    return (left * stepTime) / this.#speed / 1000
  }

  /** Ends the job at work; what it has drawn until now is its result. */
  interrupt(): void {
    if (this.#current) this.#current.interrupted = true
  }

  /** Draws an order when its turn has come. */
  run(id: string, order: Order): Promise<Made[]> {
    this.#waiting.push(id)
    const work = this.#last.then(() => this.#draw(id, order))
    this.#last = work.catch(() => {})
    return work
  }

  async #draw(id: string, order: Order): Promise<Made[]> {
    this.#waiting.splice(this.#waiting.indexOf(id), 1)
    const job: Job = { id, order, index: 0, step: 0, interrupted: false, shown: undefined }
    this.#current = job
    const made: Made[] = []
    try {
      for await (const drawn of draw(order, (time) => this.#pause(job, time))) {
        if (drawn.kind === "image") {
          made.push({ pixels: drawn.pixels, seed: drawn.seed })
          job.index = drawn.index + 1
          job.step = 0
          continue
        }
        job.index = drawn.index
        job.step = drawn.step
        if (drawn.kind === "preview") job.shown = { id: ++this.#previews, pixels: drawn.pixels }
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
      const seed = order.seed + job.index
      if (job.step > 0) made.push({ pixels: await preview({ ...order, seed }, job.step, () => turn()), seed })
    } finally {
      this.#current = undefined
      this.#finished.push(id)
      if (this.#finished.length > remembered) this.#finished.shift()
    }
    return made
  }

  async #pause(job: Job, milliseconds: number): Promise<void> {
    const time = milliseconds / this.#speed
    await (time < 0.5 ? turn() : wait(time))
    if (job.interrupted) throw new Interrupted()
  }
}
