import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query"
import type { AuditExportFormat, AuditFilter, AuditProgress, AuditReport } from "#lib/domain/audit"
import { ApiError, request, send } from "./request.ts"

const schemas = () => import("#lib/domain/audit")
const page = async () => (await schemas()).auditPageSchema

/** `GET /api/audit`: newest first, page by page. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      request(page, "/api/audit", { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  })
}

/** The address of `GET /api/audit/export`, for a link that saves a file. */
export function auditExportHref(filter: AuditFilter, format: AuditExportFormat): string {
  const set = Object.entries({ ...filter, format }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/api/audit/export?${new URLSearchParams(set)}`
}

/** `POST /api/audit/verify`: tells how far it is, and answers what was found. Throws `ApiError`, also when it breaks off. */
export async function verifyAudit(
  onProgress: (progress: AuditProgress) => void,
  signal: AbortSignal,
): Promise<AuditReport> {
  const [{ auditVerifyLineSchema }, response] = await Promise.all([
    schemas(),
    send("/api/audit/verify", { method: "POST", signal }),
  ])
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  for (;;) {
    const piece = await reader?.read()
    text += piece?.value ?? ""
    const lines = text.split("\n")
    text = lines.pop() ?? ""
    for (const line of lines) {
      const told = auditVerifyLineSchema.parse(JSON.parse(line))
      if ("report" in told) return told.report
      onProgress(told)
    }
    if (!piece || piece.done) throw new ApiError("unreadable_answer", "The answer broke off.")
  }
}
