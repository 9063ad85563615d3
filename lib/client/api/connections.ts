import { queryOptions } from "@tanstack/react-query"
import * as z from "zod/mini"
import { connectionSchema } from "#lib/domain/connection"
import { request } from "./request.ts"

const answerSchema = z.object({ connections: z.array(connectionSchema) })

/** `GET /api/connections`: what one can run on, with models and prices. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ["connections"],
    queryFn: async ({ signal }) => (await request(answerSchema, "/api/connections", { signal })).connections,
    staleTime: 60_000,
  })
}
