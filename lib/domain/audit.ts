import * as z from "zod/mini"

/** How an audited action went: done, refused to whoever asked, or failed inside Bracket. */
export const auditOutcomes = ["ok", "refused", "failed"] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

/** What the viewer filters by: the first words of the names of actions (`connection.rotate`) that belong together. */
export const auditGroups = {
  access: ["sign-in", "sign-out", "session", "password", "sign-in-link"],
  runs: ["batch", "run", "cache"],
  connections: ["connection"],
  people: ["person", "account"],
  policy: ["policy"],
  work: ["preset", "gallery", "image"],
  shares: ["share"],
  exports: ["export"],
  compliance: ["compliance", "review", "origin"],
  operations: ["audit", "retention", "backup", "alert", "monitor", "metrics"],
} as const satisfies Record<string, readonly string[]>
export type AuditGroup = keyof typeof auditGroups
export const auditGroupNames = Object.keys(auditGroups) as AuditGroup[]

const filterFields = {
  person: z.optional(z.string().check(z.maxLength(100))),
  group: z.optional(z.enum(auditGroupNames)),
  outcome: z.optional(z.enum(auditOutcomes)),
  /** Epoch ms, `from` included, `to` not. */
  from: z.optional(z.coerce.number().check(z.int(), z.nonnegative())),
  to: z.optional(z.coerce.number().check(z.int(), z.nonnegative())),
  /** Words that all occur in the target or the details. */
  q: z.optional(z.string().check(z.maxLength(200))),
}

export const auditFilterSchema = z.object(filterFields)
export type AuditFilter = z.infer<typeof auditFilterSchema>

/** `GET /api/audit`: newest first. */
export const auditQuerySchema = z.object({
  ...filterFields,
  /** The `nextCursor` of the page before. */
  cursor: z.optional(z.coerce.number().check(z.int(), z.positive())),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
})

/** `GET /api/audit/export`. */
export const auditExportQuerySchema = z.object({ ...filterFields, format: z.enum(["csv", "jsonl"]) })
export type AuditExportFormat = z.infer<typeof auditExportQuerySchema>["format"]

/** An entry as the API shows it. `hash` seals it together with the entry before, whose hash is `previousHash`. */
export const auditItemSchema = z.object({
  seq: z.number(),
  id: z.string(),
  at: z.number(),
  personId: z.nullable(z.string()),
  action: z.string(),
  target: z.nullable(z.string()),
  /** One of `auditOutcomes`, as long as nobody has tampered with it. */
  outcome: z.string(),
  address: z.string(),
  device: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditItem = z.infer<typeof auditItemSchema>

export const auditPageSchema = z.object({
  entries: z.array(auditItemSchema),
  /** What people and connections of the page are called today; who was removed is not among them. */
  names: z.record(z.string(), z.string()),
  nextCursor: z.nullable(z.number()),
})
export type AuditPage = z.infer<typeof auditPageSchema>

/**
 * What is wrong at an entry: `hash`: it is not what was written, `link`: it does not follow the one before, `gap`:
 * entries before it are missing, `order`: it stands where another one should, `end`: the last entries are missing,
 * `beyond`: it was never appended, `seal` and `checkpoint`: what Bracket signed there says something else.
 */
export const auditFaults = ["hash", "link", "gap", "order", "end", "beyond", "seal", "checkpoint"] as const
export type AuditFault = (typeof auditFaults)[number]

/** What a verification found. */
export const auditReportSchema = z.object({
  whole: z.boolean(),
  /** How many entries were found good, and which; null when there is none. */
  entries: z.number(),
  from: z.nullable(z.number()),
  to: z.nullable(z.number()),
  /** The first bad place; null: none. */
  broken: z.nullable(z.object({ seq: z.number(), fault: z.enum(auditFaults) })),
  /** Up to where a signature vouches for the chain; null: none does. */
  sealedTo: z.nullable(z.number()),
  /** Signatures made with a key that is gone: they say nothing. */
  unknownSeals: z.number(),
  /** What retention has removed before the first entry. */
  removed: z.nullable(z.object({ entries: z.number(), to: z.number(), at: z.number() })),
})
export type AuditReport = z.infer<typeof auditReportSchema>

/** How far a verification is: entries that were looked at, and how many there are. */
export const auditProgressSchema = z.object({ checked: z.number(), of: z.number() })
export type AuditProgress = z.infer<typeof auditProgressSchema>

/** A line of the answer to `POST /api/audit/verify`: how far it is, and at last the report. */
export const auditVerifyLineSchema = z.union([z.object({ report: auditReportSchema }), auditProgressSchema])
export type AuditVerifyLine = z.infer<typeof auditVerifyLineSchema>

/** `POST /api/audit/exports`: the browser has saved something as a file. */
export const reportExportSchema = z.object({
  kind: z.enum(["comparison", "code", "presets", "sheet", "image", "history", "other"]),
  format: z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[a-z0-9.+-]+$/)),
  count: z.number().check(z.int(), z.nonnegative(), z.maximum(1_000_000)),
})
export type ReportExport = z.infer<typeof reportExportSchema>
