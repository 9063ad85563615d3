import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query"
import type { ReviewFilter, ReviewItem, ReviewMark, ReviewPolicy } from "#lib/domain/review"
import { request } from "./request.ts"

const schemas = () => import("#lib/domain/review")
const reviewKey = ["review"] as const
const pathOf = (id: string) => `/api/review/items/${encodeURIComponent(id)}`

/** `GET /api/review`: whether one may review, and how much waits. */
export const reviewAccessQuery = () =>
  queryOptions({
    queryKey: [...reviewKey, "access"],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).reviewAccessSchema, "/api/review", { signal }),
  })

const page = async () => (await schemas()).reviewPageSchema

/** `GET /api/review/items`: the queue, page by page. */
export const reviewItemsQuery = (filter: ReviewFilter) =>
  infiniteQueryOptions({
    queryKey: [...reviewKey, "items", filter],
    queryFn: ({ pageParam, signal }) =>
      request(page, "/api/review/items", { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** All items, for an export. */
export async function allReviewItems(): Promise<ReviewItem[]> {
  const items: ReviewItem[] = []
  let cursor: string | undefined
  do {
    const answer = await request(page, "/api/review/items", { query: { limit: 100, cursor } })
    items.push(...answer.items)
    cursor = answer.nextCursor ?? undefined
  } while (cursor)
  return items
}

const itemKey = (id: string) => [...reviewKey, "item", id]

/** `GET /api/review/items/:id`: what is to be reviewed. */
export const reviewItemQuery = (id: string) =>
  queryOptions({
    queryKey: itemKey(id),
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).reviewDetailSchema, pathOf(id), { signal }),
  })

/** Where an image of a sampled run is shown from. */
export const reviewImageAddress = (id: string, sha256: string): string => `${pathOf(id)}/images/${sha256}`

/** `PATCH /api/review/items/:id`. Throws an ApiError `conflict` when somebody has marked it meanwhile. */
export function useMarkItem() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, mark }: { id: string; mark: ReviewMark }) =>
      request(async () => (await schemas()).reviewItemSchema, pathOf(id), { method: "PATCH", body: mark }),
    onSettled: (item, error, { id }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: [...reviewKey, "items"] }),
        client.invalidateQueries({ queryKey: [...reviewKey, "statistics"] }),
        client.invalidateQueries({ queryKey: [...reviewKey, "access"] }),
        item && !error
          ? client.setQueryData(reviewItemQuery(id).queryKey, (known) => known && { ...known, item })
          : client.invalidateQueries({ queryKey: itemKey(id) }),
      ]),
  })
}

/** `GET /api/review/statistics`. */
export const reviewStatisticsQuery = (days: number) =>
  queryOptions({
    queryKey: [...reviewKey, "statistics", days],
    queryFn: ({ signal }) =>
      request(
        async () => (await import("#lib/domain/review-statistics")).reviewStatisticsSchema,
        "/api/review/statistics",
        { query: { days }, signal },
      ),
    placeholderData: keepPreviousData,
  })

const policy = async () => (await schemas()).reviewPolicySchema

/** `GET /api/review/policy`, for admins. */
export const reviewPolicyQuery = () =>
  queryOptions({
    queryKey: [...reviewKey, "policy"],
    queryFn: ({ signal }) => request(policy, "/api/review/policy", { signal }),
  })

/** `PUT /api/review/policy`. */
export function useSetReviewPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ReviewPolicy) => request(policy, "/api/review/policy", { method: "PUT", body }),
    onSuccess: (saved) => client.setQueryData(reviewPolicyQuery().queryKey, saved),
  })
}

/** `POST /api/review/samples`: draws at once. */
export function useDrawSample() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (days: number) =>
      request(async () => (await schemas()).drawnAnswerSchema, "/api/review/samples", {
        method: "POST",
        body: { days },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: reviewKey }),
  })
}
