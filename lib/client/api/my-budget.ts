import { queryOptions } from "@tanstack/react-query"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/budget-schema").then(({ myBudgetAnswer }) => myBudgetAnswer)

/** `GET /api/me/budget`: what one may use, has used, and when that starts again. */
export function myBudgetQuery() {
  return queryOptions({
    queryKey: ["me", "budget"],
    queryFn: ({ signal }) => request(answer, "/api/me/budget", { signal }),
    staleTime: 0,
  })
}
