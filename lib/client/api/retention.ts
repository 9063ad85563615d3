import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { RetentionPolicy } from "#lib/domain/retention"
import { request } from "./request.ts"

const schemas = () => import("#lib/domain/retention")
const answer = async () => (await schemas()).retentionAnswerSchema

/** `GET /api/retention`: the policy and the last runs of the job. Asked again while one is under way. */
export function retentionQuery() {
  return queryOptions({
    queryKey: ["retention"],
    queryFn: ({ signal }) => request(answer, "/api/retention", { signal }),
    refetchInterval: ({ state }) => (state.data?.runs[0]?.status === "running" ? 1000 : false),
  })
}

/** `PUT /api/retention`. */
export function useSetRetention() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RetentionPolicy) => request(answer, "/api/retention", { method: "PUT", body }),
    onSuccess: (saved) => client.setQueryData(retentionQuery().queryKey, saved),
  })
}

/** `POST /api/retention/preview`: what would go now. */
export function usePreviewRetention() {
  return useMutation({
    mutationFn: (body: RetentionPolicy) =>
      request(async () => (await schemas()).retentionPreviewSchema, "/api/retention/preview", {
        method: "POST",
        body,
      }),
  })
}

/** `POST /api/retention/run`: begins the job at once. */
export function useRunRetention() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(answer, "/api/retention/run", { method: "POST" }),
    onSuccess: (state) => client.setQueryData(retentionQuery().queryKey, state),
  })
}
