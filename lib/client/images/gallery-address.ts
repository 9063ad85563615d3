import type { GalleryFilter } from "#lib/domain/gallery"

/** What the gallery's address says. */
export interface GalleryAddress {
  q: string
  starred: boolean
}

const longestQuery = 500

/** Reads any address: what is absent or makes no sense takes its default, so it never fails. */
export function readGalleryAddress(search: { get(name: string): string | null }): GalleryAddress {
  const q = search.get("q") ?? ""
  return { q: q.length <= longestQuery ? q : "", starred: search.get("starred") === "true" }
}

/** The address of the gallery; what has its default is left out. */
export function galleryHref({ q, starred }: GalleryAddress): string {
  const pairs = new URLSearchParams()
  if (q !== "") pairs.set("q", q)
  if (starred) pairs.set("starred", "true")
  const query = pairs.toString()
  return query === "" ? "/images/gallery" : `/images/gallery?${query}`
}

/** What the server is asked for. */
export function galleryFilterOf({ q, starred }: GalleryAddress): GalleryFilter {
  return { q: q.trim() || undefined, starred: starred || undefined }
}
