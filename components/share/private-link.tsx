"use client"

import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { type LinkedPreset, longestLink, longLink, writeLink } from "#lib/client/presets/private-link"
import type { LeavingFind } from "#lib/client/share/leaving"
import { FindsList } from "./finds-list"
import { LeavingList } from "./leaving-list"
import { LinkBox } from "./link-box"

export interface LeavingProps {
  leaving: LinkedPreset
  finds: LeavingFind[]
  removed: ReadonlySet<string>
  onToggle: (id: string) => void
}

interface PrivateLinkProps extends LeavingProps {
  hasResults: boolean
  /** Makes a stored link instead; undefined for those who may not. */
  onStored: (() => void) | undefined
}

/** A link that holds everything itself: its length is told, and where it is too long there is none. */
export function PrivateLink({ leaving, finds, removed, onToggle, hasResults, onStored }: PrivateLinkProps) {
  const t = useTranslations("share.private")
  const [fragment, setFragment] = useState<string>()
  useEffect(() => {
    let isCurrent = true
    void writeLink(leaving).then((written) => {
      if (isCurrent) setFragment(written)
    })
    return () => {
      isCurrent = false
    }
  }, [leaving])
  const length = fragment?.length ?? 0
  const kilobytes = Math.max(0.1, Math.round((length / 1024) * 10) / 10)
  const stored = onStored ? (
    <Button size="sm" onClick={onStored}>
      {t("stored")}
    </Button>
  ) : null
  return (
    <>
      <LeavingList content={leaving.content} results={undefined} withImages={false} />
      <FindsList finds={finds} removed={removed} onToggle={onToggle} />
      {fragment === undefined ? null : length > longestLink ? (
        <ErrorCard
          title={t("tooLong", { kilobytes, most: longestLink / 1024 })}
          hint={t("tooLongHint")}
          actions={stored}
        />
      ) : (
        <div className="grid gap-2">
          <LinkBox link={`${window.location.origin}/open#${fragment}`} label={t("link")} />
          <p className="figures text-ink-2 text-xs">
            {t("length", { kilobytes, most: longestLink / 1024 })}
            {hasResults && onStored ? ` ${t("noResults")}` : null}
          </p>
          {length >= longLink ? (
            <ErrorCard tone="warn" title={t("long")} hint={t("longHint")} actions={stored} />
          ) : null}
        </div>
      )}
    </>
  )
}
