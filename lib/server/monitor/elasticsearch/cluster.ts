import { readFileSync } from "node:fs"
import { Client, type ClientOptions, errors } from "@elastic/elasticsearch"
import type { CallLine } from "./call-document.ts"
import { deleteOld, putTemplate } from "./index-template.ts"

/** What became of the documents of one request. */
export interface Sent {
  /** Stored now, or before. */
  stored: number
  /** Refused for good, with what the cluster says of each. */
  refused: { line: CallLine; status: number; reason: string }[]
  /** To be sent once more, by their ids. */
  later: Set<string>
  /** The most telling status of those. */
  laterStatus?: number
}

/** The cluster as the shipper needs it. All of it rejects when the cluster cannot be asked. */
export interface Cluster {
  prepare(): Promise<void>
  send(lines: CallLine[]): Promise<Sent>
  /** Begins to delete what is older than the retention; does nothing without one. */
  tidy(now: number): Promise<void>
  close(): Promise<void>
}

export interface ClusterSettings {
  url: string
  auth?: { apiKey: string } | { username: string; password: string }
  index: string
  caFile?: string
  retentionDays?: number
}

/** Longer than a busy cluster takes, in ms. */
const requestTimeoutMs = 30_000

/** Refused for the moment, or for who we are: nothing about the document. */
const isForLater = (status: number): boolean =>
  status === 429 || status === 401 || status === 403 || status === 404 || status >= 500

/** Speaks to a cluster with the official client. `more` is for tests. Throws when the file of certificates cannot be read. */
export function openCluster(settings: ClusterSettings, more: Partial<ClientOptions> = {}): Cluster {
  const { url, auth, index, caFile, retentionDays } = settings
  const client = new Client({
    node: url,
    ...(auth ? { auth } : {}),
    ...(caFile ? { tls: { ca: readFileSync(caFile) } } : {}),
    // The shipper repeats, in its own time: the documents lie on disk.
    maxRetries: 0,
    requestTimeout: requestTimeoutMs,
    ...more,
  })
  return {
    async prepare() {
      await putTemplate(client, index).catch((error: unknown) => {
        // An API key that may only add documents is a good one: whoever gave it has made the index.
        if (statusOf(error) !== 403) throw error
      })
    },
    async send(lines) {
      const byId = new Map(lines.map((line) => [line.id, line]))
      const refused: Sent["refused"] = []
      const later = new Set<string>()
      let laterStatus: number | undefined
      await client.helpers.bulk({
        datasource: lines,
        onDocument: ({ id, document }) => [{ create: { _index: index, _id: id } }, document],
        // One request: what becomes of these documents is known as a whole.
        flushBytes: Number.MAX_SAFE_INTEGER,
        concurrency: 1,
        retries: 0,
        onDrop({ status, error, operation }) {
          const line = byId.get(idOf(operation))
          // It is there already: this request, or an earlier one whose answer never came, has put it there.
          if (!line || status === 409) return
          if (isForLater(status)) {
            later.add(line.id)
            laterStatus = Math.max(laterStatus ?? 0, status)
          } else
            refused.push({ line, status, reason: [error?.type, error?.reason].filter(Boolean).join(": ") })
        },
      })
      return { stored: byId.size - refused.length - later.size, refused, later, laterStatus }
    },
    async tidy(now) {
      if (retentionDays !== undefined) await deleteOld(client, index, now - retentionDays * 86_400_000)
    },
    close: () => client.close(),
  }
}

function idOf(operation: unknown): string {
  const [action] = Array.isArray(operation) ? operation : [operation]
  return String((action as { create?: { _id?: string } })?.create?._id)
}

/** The HTTP status with which a request as a whole was refused; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof errors.ResponseError ? error.statusCode : undefined
}

/** Why a cluster cannot be used, in a few words and without anything that may be a secret. */
export function reasonOf(error: unknown): string {
  const status = statusOf(error)
  if (status === 401 || status === 403) return `${status}: the API key or user may not write there`
  if (status !== undefined) return `answered ${status}`
  if (error instanceof errors.TimeoutError) return "no answer in time"
  if (error instanceof errors.ConnectionError) return "not reachable"
  return error instanceof Error ? error.name : "unknown"
}
