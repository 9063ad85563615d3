"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useCallback, useMemo } from "react"
import { galleryQuery } from "#lib/client/api/gallery"
import { galleryFilterOf } from "#lib/client/images/gallery-address"
import type { GalleryImage } from "#lib/domain/gallery"
import { useGalleryPlace } from "./use-gallery-place"

export interface GalleryList {
  /** As far as they are loaded. */
  images: GalleryImage[]
  state: "pending" | "failed" | "there"
  error: Error | null
  /** What was shown before stands in for what is on its way. */
  isDimmed: boolean
  hasMore: boolean
  /** More could not be loaded. */
  isMoreFailed: boolean
  /** Loads the next page, unless one is on its way. */
  loadMore: () => void
  retry: () => void
}

/** The pictures that the address asks for, newest first. Asked anew whenever the gallery is opened. */
export function useGalleryList(): GalleryList {
  const { address } = useGalleryPlace()
  const filter = useMemo(() => galleryFilterOf(address), [address])
  const query = useInfiniteQuery({ ...galleryQuery(filter), refetchOnMount: "always" })
  const { data, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = query
  const images = useMemo(() => data?.pages.flatMap((page) => page.images) ?? [], [data])
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    images,
    state: data ? "there" : query.isError ? "failed" : "pending",
    error: query.error,
    isDimmed: query.isPlaceholderData,
    hasMore: hasNextPage,
    isMoreFailed: query.isFetchNextPageError,
    loadMore,
    retry: refetch,
  }
}
