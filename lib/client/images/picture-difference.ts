import type { Size } from "#lib/domain/image-parameters"

export interface DifferenceRequest {
  /** Where the two pictures come from. */
  a: string
  b: string
  /** Of the frame that both are fitted into, px. */
  size: Size
}

export type DifferenceAnswer = PictureDifference | { error: string }

/** The heat map of two pictures. `changed`: share of pixels, 0 to 1; `largest`: 0 to 255. */
export interface PictureDifference {
  map: ImageBitmap
  changed: number
  largest: number
}

/** The frame that two pictures are fitted into to be compared: as wide and as high as either. */
export function commonFrame(a: Size, b: Size): Size {
  return { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) }
}

/**
 * The difference of two pictures, worked out in a worker of its own. Rejects when a picture cannot be read, and with
 * the signal's reason when nobody wants to know any more: the work stops then.
 */
export function pictureDifference(
  request: DifferenceRequest,
  signal: AbortSignal,
  makeWorker: () => Worker = newWorker,
): Promise<PictureDifference> {
  if (signal.aborted) return Promise.reject(signal.reason)
  const { promise, resolve, reject } = Promise.withResolvers<PictureDifference>()
  const worker = makeWorker()
  worker.onmessage = ({ data }: MessageEvent<DifferenceAnswer>) =>
    "error" in data ? reject(new Error(data.error)) : resolve(data)
  worker.onerror = (event) => {
    event.preventDefault()
    reject(new Error(event.message))
  }
  const callOff = () => reject(signal.reason)
  signal.addEventListener("abort", callOff, { once: true })
  worker.postMessage(request)
  return promise.finally(() => {
    signal.removeEventListener("abort", callOff)
    worker.terminate()
  })
}

const newWorker = () => new Worker(new URL("./difference-worker.ts", import.meta.url), { type: "module" })
