import type { RunEventOf } from "#lib/domain/events"
import type { Target } from "#lib/server/engine/connections"
import { fetchImage } from "#lib/server/engine/fetch-image"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"

type UpstreamImage = Extract<UpstreamEvent, { type: "image" }>
type ImageAddress = Extract<UpstreamEvent, { type: "image-address" }>
type Progress = RunEventOf<"run.progress">

/** At most one progress of a run in this many ms: no eye sees more. */
const progressMs = 100

export interface ImageTakerDeps {
  target: Target
  images: ImageFiles
  http: UpstreamHttp
  /** Where images that are fetched find their place. */
  room?: AnswerRoom
}

/**
 * Takes what an upstream says of images: shows progress and previews, keeps what is finished, and shows it when it is
 * kept. An image that cannot be kept costs those after it nothing: what was wrong is thrown in the end.
 */
export class ImageTaker {
  private readonly run: LiveRun
  private readonly batch: LiveBatch
  private readonly deps: ImageTakerDeps
  private readonly kept = new Set<number>()
  /** Previews that are being made, by image: those that come meanwhile are old before they could be shown. */
  private readonly previews = new Map<number, Promise<void>>()
  private progress: Progress | undefined
  private timer: NodeJS.Timeout | undefined
  private shownStep: number | undefined
  private broken: { reason: unknown } | undefined

  constructor(run: LiveRun, batch: LiveBatch, deps: ImageTakerDeps) {
    this.run = run
    this.batch = batch
    this.deps = deps
  }

  /** Resolves when a finished image is kept and shown; rejects with the reason of a run that was stopped. */
  async take(event: UpstreamEvent): Promise<void> {
    if (event.type === "progress") this.takeProgress(event)
    else if (event.type === "image" && event.partial) this.takePreview(event)
    else if (event.type === "image" || event.type === "image-address") await this.keep(event)
  }

  /** Resolves when nothing is under way any more. Never rejects. */
  async settled(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await Promise.all(this.previews.values())
  }

  /** Throws what kept the first image that failed from being kept. */
  throwBroken(): void {
    if (this.broken) throw this.broken.reason
  }

  private takeProgress({ step, steps, etaMs }: Extract<UpstreamEvent, { type: "progress" }>): void {
    if (step === this.shownStep) return
    this.progress = {
      type: "run.progress",
      runId: this.run.id,
      step,
      steps,
      ...(etaMs === undefined ? {} : { etaMs }),
    }
    if (!this.timer) this.showProgress()
  }

  /** The first at once, the newest when its time has come. */
  private showProgress(): void {
    const { progress } = this
    this.progress = undefined
    this.timer = undefined
    if (!progress) return
    this.shownStep = progress.step
    void this.batch.publish(progress)
    this.timer = setTimeout(() => this.showProgress(), progressMs)
  }

  private takePreview({ index, bytes }: UpstreamImage): void {
    if (this.previews.has(index) || this.kept.has(index)) return
    const made = this.deps.images
      .preview(this.batch.personId, bytes)
      .then(async ({ sha256, width, height }) => {
        // Meanwhile the image itself may have come.
        if (this.kept.has(index)) return
        const image = { index, partial: true, sha256, width, height }
        await this.batch.publish({ type: "run.image", runId: this.run.id, ...image })
      })
      // A preview that cannot be read is no loss: the image is still to come.
      .catch(() => undefined)
      .finally(() => this.previews.delete(index))
    this.previews.set(index, made)
  }

  private async keep(event: UpstreamImage | ImageAddress): Promise<void> {
    const { index, seed } = event
    const { signal } = this.run.abort
    const { images, target, http, room } = this.deps
    try {
      const bytes =
        event.type === "image" ? event.bytes : await fetchImage(event.url, target, { http, signal, room })
      const { sha256, plainSha256, width, height } = await images.putResult(this.batch.personId, bytes)
      if (event.type === "image-address") room?.give(bytes.length)
      this.kept.add(index)
      await this.batch.publish({
        type: "run.image",
        runId: this.run.id,
        index,
        partial: false,
        sha256,
        ...(plainSha256 === undefined ? {} : { plainSha256 }),
        width,
        height,
        ...(seed === undefined ? {} : { seed }),
      })
    } catch (reason) {
      if (signal.aborted) throw reason
      this.broken ??= { reason }
    }
  }
}
