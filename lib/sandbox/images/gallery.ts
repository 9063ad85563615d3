import { randomUUID } from "node:crypto"

const folder = "/sandbox/images/"

/** Milliseconds for which an address is good. */
const lifetime = 5 * 60_000

const most = 40

/** The images that were answered as addresses, for a few minutes. */
export class Gallery {
  readonly #images = new Map<string, { png: Buffer; until: number }>()

  /** Keeps an image; returns the path at which it can be fetched. */
  hang(png: Buffer, now: number): string {
    for (const [path, { until }] of this.#images) if (until < now) this.#images.delete(path)
    const [oldest] = this.#images.keys()
    if (this.#images.size >= most && oldest) this.#images.delete(oldest)
    const path = `${folder}${randomUUID()}.png`
    this.#images.set(path, { png, until: now + lifetime })
    return path
  }

  /** The image at a path; undefined when there is none any more. */
  at(path: string, now: number): Buffer | undefined {
    const image = this.#images.get(path)
    return image && image.until >= now ? image.png : undefined
  }

  static holds(path: string): boolean {
    return path.startsWith(folder)
  }
}
