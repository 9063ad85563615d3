import { queryOptions } from "@tanstack/react-query"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/service-state").then(({ servicesAnswer }) => servicesAnswer)

/** `GET /api/monitor/services`, for admins: what Bracket leans on, and whether it is there. */
export function servicesQuery() {
  return queryOptions({
    queryKey: ["monitor", "services"],
    queryFn: async ({ signal }) => (await request(answer, "/api/monitor/services", { signal })).services,
    staleTime: 5_000,
    refetchInterval: 15_000,
  })
}
