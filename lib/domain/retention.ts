import * as z from "zod/mini"

/**
 * What is kept for a time. `outputs`: runs of text; `images`: runs of images, with their pictures; `audit`: entries of the
 * audit log; `logs`: files in DATA_DIR/logs; `monitoring`: figures and alerts.
 */
export const retentionKinds = ["outputs", "images", "audit", "monitoring", "logs"] as const
export type RetentionKind = (typeof retentionKinds)[number]

const days = z.nullable(z.int().check(z.gte(1), z.lte(36_500)))

/** Days to keep each kind; null: for ever. */
export const retentionPolicySchema = z.object({
  outputs: z._default(days, null),
  images: z._default(days, null),
  audit: z._default(days, null),
  monitoring: z._default(days, null),
  logs: z._default(days, 30),
  /** Runs with a star, and runs with an image that has one, stay. */
  keepStarred: z._default(z.boolean(), true),
  /** Runs are written to DATA_DIR/exports before they go. */
  exportFirst: z._default(z.boolean(), true),
  /** Of the server's own time. */
  hour: z._default(z.int().check(z.gte(0), z.lte(23)), 3),
})
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>

/** What of one kind goes, or would go. `bytes`: about; null where nobody knows. `oldest`: epoch ms. */
export const goingSchema = z.object({
  entries: z.int(),
  bytes: z.nullable(z.number()),
  oldest: z.nullable(z.number()),
})
export type Going = z.infer<typeof goingSchema>

const goingByKind = z.partialRecord(z.enum(retentionKinds), goingSchema)
export type GoingByKind = z.infer<typeof goingByKind>

/** Answer of `POST /api/retention/preview`: a kind that is kept for ever is left out. */
export const retentionPreviewSchema = z.object({ going: goingByKind })

/** One run of the nightly job. */
export const retentionRunSchema = z.object({
  id: z.string(),
  trigger: z.enum(["night", "asked"]),
  startedAt: z.int(),
  finishedAt: z.nullable(z.int()),
  /** `stopped`: the server was stopped meanwhile; `lost`: it died. Both go on at the next opportunity. */
  status: z.enum(["running", "done", "failed", "stopped", "lost"]),
  /** What has gone. */
  gone: goingByKind,
  /** What stopped it: the kind, and the reason in the words of the system. */
  failure: z.nullable(z.object({ kind: z.string(), reason: z.string() })),
})
export type RetentionRun = z.infer<typeof retentionRunSchema>

/** Answer of `GET /api/retention`. `runs`: newest first. */
export const retentionAnswerSchema = z.object({
  policy: retentionPolicySchema,
  nextAt: z.int(),
  runs: z.array(retentionRunSchema),
})
export type RetentionAnswer = z.infer<typeof retentionAnswerSchema>
