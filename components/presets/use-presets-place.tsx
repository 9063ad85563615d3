"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { useCallback, useMemo } from "react"
import { type PresetFilter, presetFilterSchema } from "#lib/domain/preset"

/** In the place of a preset's id: no preset, but what one may begin with. On phones it has an address of its own. */
export const homeId = "starters"

interface PresetsPlace {
  filter: PresetFilter
  /** The preset in the path, `/presets/<id>`. */
  openId: string | undefined
  /** The version of it that is shown; undefined: the latest. */
  version: number | undefined
  change: (part: Partial<PresetFilter>) => void
  /** The address of a preset, or of the bare list, under the filters that are set. */
  hrefOf: (id: string | undefined, version?: number) => string
  open: (id: string | undefined, version?: number) => void
}

/** Where in Presets one is: the filters in the query, the open preset in the path. Changes ask the server for no page. */
export function usePresetsPlace(): PresetsPlace {
  const search = useSearchParams()
  const pathname = usePathname()
  const filter = useMemo(() => readFilter(search), [search])
  const segment = pathname.split("/")[2]
  const change = useCallback(
    (part: Partial<PresetFilter>) =>
      window.history.replaceState(null, "", withQuery(pathname, { ...filter, ...part })),
    [filter, pathname],
  )
  const hrefOf = useCallback(
    (id: string | undefined, version?: number) =>
      withQuery(id ? `/presets/${encodeURIComponent(id)}` : "/presets", { ...filter, version }),
    [filter],
  )
  const open = useCallback(
    (id: string | undefined, version?: number) => window.history.pushState(null, "", hrefOf(id, version)),
    [hrefOf],
  )
  const version = Number(search.get("version") ?? Number.NaN)
  return {
    filter,
    openId: segment ? decodeURIComponent(segment) : undefined,
    version: Number.isSafeInteger(version) && version > 0 ? version : undefined,
    change,
    hrefOf,
    open,
  }
}

/** What makes no sense in an address counts as not being there. */
function readFilter(search: { get(name: string): string | null }): PresetFilter {
  const { shape } = presetFilterSchema
  const text = (name: "q" | "folder" | "tag") =>
    shape[name].safeParse(search.get(name)?.trim() || undefined).data
  return {
    q: text("q"),
    folder: text("folder"),
    tag: text("tag"),
    kind: shape.kind.safeParse(search.get("kind") ?? undefined).data,
    starred: search.get("starred") === "true" || undefined,
  }
}

function withQuery(path: string, parts: Record<string, string | number | boolean | undefined>): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value) pairs.set(name, String(value))
  const query = pairs.toString()
  return query === "" ? path : `${path}?${query}`
}
