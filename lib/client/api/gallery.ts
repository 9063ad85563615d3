import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query"
import type { ChangeGalleryImage, GalleryFilter, GalleryImage, GalleryPage } from "#lib/domain/gallery"
import { request, send } from "./request.ts"

const page = () => import("#lib/domain/gallery").then(({ galleryPageSchema }) => galleryPageSchema)

/** `GET /api/gallery`: one person's pictures, newest first, page by page. */
export const galleryKey = ["gallery"] as const

export function galleryQuery(filter: GalleryFilter) {
  return infiniteQueryOptions({
    queryKey: [...galleryKey, filter],
    queryFn: ({ pageParam, signal }) =>
      request(page, "/api/gallery", { query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Hundreds of pages would be asked anew, one after the other: what changes here is changed in place.
    refetchOnWindowFocus: false,
  })
}

/** Which picture: its run, and its place among the images of that run. */
export type GalleryPlace = Pick<GalleryImage, "runId" | "index">

interface GalleryChange {
  image: GalleryPlace
  change: ChangeGalleryImage
}

/** `PATCH /api/gallery/:runId/:index`: shown at once, taken back when the server refuses. */
export function useChangeGalleryImage() {
  const client = useQueryClient()
  return useMutation({
    // One after the other: two changes of one picture must not overtake each other.
    scope: { id: "change gallery" },
    mutationFn: ({ image: { runId, index }, change }: GalleryChange) =>
      send(`/api/gallery/${encodeURIComponent(runId)}/${index}`, { method: "PATCH", body: change }),
    onMutate: async ({ image, change }) => {
      await client.cancelQueries({ queryKey: galleryKey, predicate: ({ state }) => state.data !== undefined })
      const before = client.getQueriesData({ queryKey: galleryKey })
      client.setQueriesData<InfiniteData<GalleryPage>>({ queryKey: galleryKey }, (list) =>
        list ? changedGallery(list, image, change) : list,
      )
      return () => {
        for (const [key, data] of before) client.setQueryData(key, data)
      }
    },
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: (_answer, error, { change }) =>
      // What came back has a place that only the server knows; a star stays in the list of the starred until one leaves.
      error || change.deleted === false ? client.invalidateQueries({ queryKey: galleryKey }) : undefined,
  })
}

/** The loaded pages after a change of one picture. */
export function changedGallery(
  list: InfiniteData<GalleryPage>,
  target: GalleryPlace,
  { starred, deleted }: ChangeGalleryImage,
): InfiniteData<GalleryPage> {
  const isMeant = (image: GalleryPlace) => image.runId === target.runId && image.index === target.index
  return {
    ...list,
    pages: list.pages.map((page) => {
      // The others keep their identity, so that nothing of them is rendered again.
      if (!page.images.some(isMeant)) return page
      const images = page.images.flatMap((image) => {
        if (!isMeant(image)) return [image]
        return deleted ? [] : [{ ...image, starred: starred ?? image.starred }]
      })
      return { ...page, images }
    }),
  }
}
