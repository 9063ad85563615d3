import * as z from "zod/mini"
import { encode } from "#lib/sandbox/images/png"
import { readFields } from "./fields.ts"
import type { Job, Jobs } from "./jobs.ts"

const shareDone = ({ order, index, step }: Job): number =>
  Math.min(1, (index + step / order.steps) / order.count)

async function shownBy(job: Job): Promise<string | null> {
  return job.shown ? (await encode(job.shown.pixels)).toString("base64") : null
}

/** The answer of `GET /sdapi/v1/progress`: of whichever job is at work. */
export async function overallProgress(jobs: Jobs, withImage: boolean): Promise<object> {
  const job = jobs.current
  const state = {
    skipped: false,
    interrupted: job?.interrupted ?? false,
    stopping_generation: job?.interrupted ?? false,
    job: job?.id ?? "",
    job_count: job?.order.count ?? 0,
    job_timestamp: "0",
    job_no: job?.index ?? 0,
    sampling_step: job?.step ?? 0,
    sampling_steps: job?.order.steps ?? 0,
  }
  return {
    progress: job ? shareDone(job) : 0,
    eta_relative: job ? jobs.secondsLeft(job) : 0,
    state,
    current_image: job && withImage ? await shownBy(job) : null,
    textinfo: null,
  }
}

const schema = z.object({
  id_task: z.string(),
  id_live_preview: z._default(z.int(), -1),
  live_preview: z._default(z.boolean(), true),
})

/** The answer of `POST /internal/progress`: of one task; a preview is sent when it is another than the client has. */
export async function taskProgress(jobs: Jobs, input: unknown): Promise<object> {
  const { id_task: id, id_live_preview: seen, live_preview: wanted } = readFields(schema, input)
  const job = jobs.current?.id === id ? jobs.current : undefined
  if (!job) {
    const place = jobs.waiting.indexOf(id) + 1
    return {
      active: false,
      queued: place > 0,
      completed: jobs.hasFinished(id),
      progress: null,
      eta: null,
      live_preview: null,
      id_live_preview: -1,
      textinfo: place > 0 ? `In queue: ${place}/${jobs.waiting.length}` : "Waiting...",
    }
  }
  const fresh = wanted && job.shown && job.shown.id !== seen
  return {
    active: true,
    queued: false,
    completed: false,
    progress: shareDone(job),
    eta: jobs.secondsLeft(job),
    live_preview: fresh ? `data:image/png;base64,${await shownBy(job)}` : null,
    id_live_preview: job.shown?.id ?? -1,
    textinfo: null,
  }
}
