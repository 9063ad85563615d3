import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query"
import type {
  ChangePreset,
  NewPreset,
  PresetFilter,
  PresetSummary,
  PresetsPage,
  SavePreset,
} from "#lib/domain/preset"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/preset")

/** All that is known of presets: the list, what it can be filtered by, each preset and its versions. */
export const presetsKey = ["presets"] as const

const presetPath = (id: string) => `/api/presets/${encodeURIComponent(id)}`

/** `GET /api/presets`: up to 100 of what one has saved. `cursor`: of the page before. */
export function fetchPresetsPage(filter: PresetFilter, cursor?: string, signal?: AbortSignal) {
  return request(async () => (await schemas()).presetsPageSchema, "/api/presets", {
    query: { ...filter, limit: 100, cursor },
    signal,
  })
}

/** `GET /api/presets/:id` */
export function fetchPreset(id: string, version?: number, signal?: AbortSignal) {
  return request(async () => (await schemas()).presetDetailSchema, presetPath(id), {
    query: { version },
    signal,
  })
}

/** `GET /api/presets`: what one has saved, the last save first, page by page. */
export function presetsQuery(filter: PresetFilter) {
  return infiniteQueryOptions({
    queryKey: [...presetsKey, "list", filter],
    queryFn: ({ pageParam, signal }) => fetchPresetsPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** `GET /api/presets/facets` */
export function presetFacetsQuery() {
  return queryOptions({
    queryKey: [...presetsKey, "facets"],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).presetFacetsSchema, "/api/presets/facets", { signal }),
  })
}

/** `GET /api/presets/:id`: the latest version unless said. A version never changes once it is saved. */
export function presetQuery(id: string, version?: number) {
  return queryOptions({
    queryKey: [...presetsKey, "detail", id, version ?? "latest"],
    queryFn: ({ signal }) => fetchPreset(id, version, signal),
  })
}

/** `GET /api/presets/:id/versions` */
export function presetVersionsQuery(id: string) {
  return queryOptions({
    queryKey: [...presetsKey, "versions", id],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).presetVersionsSchema, `${presetPath(id)}/versions`, { signal }),
  })
}

/** `POST /api/presets`: makes presets; gives them as they stand in the list. */
export function useCreatePresets() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (presets: NewPreset[]) => createPresets(presets),
    onSuccess: () => client.invalidateQueries({ queryKey: presetsKey }),
  })
}

async function createPresets(presets: NewPreset[]): Promise<PresetSummary[]> {
  const body = { presets }
  const made = await request(async () => (await schemas()).madePresetsSchema, "/api/presets", {
    method: "POST",
    body,
  })
  return made.presets
}

/** `POST /api/presets/:id/versions` */
export function useSavePreset() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, save }: { id: string; save: SavePreset }) =>
      request(async () => (await schemas()).presetSummarySchema, `${presetPath(id)}/versions`, {
        method: "POST",
        body: save,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: presetsKey }),
  })
}

/** `PATCH /api/presets/:id` and `DELETE /api/presets/:id`: shown at once, taken back when the server refuses. */
export function useChangePreset() {
  const client = useQueryClient()
  const listKey = [...presetsKey, "list"]
  return useMutation({
    // One after the other: two changes of one preset must not overtake each other.
    scope: { id: "change preset" },
    mutationFn: ({ id, change }: { id: string; change: ChangePreset }) =>
      change.deleted === true
        ? send(presetPath(id), { method: "DELETE" })
        : send(presetPath(id), { method: "PATCH", body: change }),
    onMutate: async ({ id, change }) => {
      await client.cancelQueries({ queryKey: listKey, predicate: ({ state }) => state.data !== undefined })
      const before = client.getQueriesData({ queryKey: listKey })
      client.setQueriesData<InfiniteData<PresetsPage>>({ queryKey: listKey }, (list) =>
        list ? changedPresets(list, id, change) : list,
      )
      return () => {
        for (const [key, data] of before) client.setQueryData(key, data)
      }
    },
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: () => client.invalidateQueries({ queryKey: presetsKey }),
  })
}

/** The loaded pages after a change of one preset. */
export function changedPresets(
  list: InfiniteData<PresetsPage>,
  id: string,
  { deleted, ...change }: ChangePreset,
): InfiniteData<PresetsPage> {
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      presets: page.presets.flatMap((preset) => {
        if (preset.id !== id) return [preset]
        return deleted ? [] : [Object.assign({ ...preset }, change)]
      }),
    })),
  }
}
