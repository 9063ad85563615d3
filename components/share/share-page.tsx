"use client"

import { lazy, Suspense, useEffect, useState } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { SetupOverview } from "#components/presets/setup-overview"
import { countShareView } from "#lib/client/api/shares"
import { mayActAs, type Person } from "#lib/domain/person"
import { imagesOfSetup } from "#lib/domain/preset-content"
import type { Setup } from "#lib/domain/setup-schema"
import { type Share, shareAddress, shareImageAddress } from "#lib/domain/share"
import { OpenInPlayground } from "./open-in-playground"
import { PublicFrame } from "./public-frame"
import { SharedResults } from "./shared-results"

const Drift = lazy(() => import("./drift").then((module) => ({ default: module.Drift })))
const RunAgain = lazy(() => import("./run-again").then((module) => ({ default: module.RunAgain })))

interface SharePageProps {
  share: Share
  /** Undefined: somebody without an account, or not signed in. */
  reader: Person | undefined
  /** The reader has made this link. */
  isOwn: boolean
}

/** What is behind a stored link, to be read: what was compared and, where it was handed on, what came of it. */
export function SharePage({ share, reader, isOwn }: SharePageProps) {
  const t = useTranslations("share.page")
  const format = useFormatter()
  useView(share.id, isOwn)
  const { id, title, content, runs, createdAt, expiresAt } = share
  /** What is run again; each press begins anew. */
  const [again, setAgain] = useState<{ setup: Setup; number: number }>()
  const hasImages = imagesOfSetup(content.setup).length > 0
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" })
  return (
    <PublicFrame>
      <h1 className="break-words text-2xl tracking-tight">{title || t("untitled")}</h1>
      <p className="mt-1 text-ink-2 text-sm">
        {t("made", { day: day(createdAt) })}
        {expiresAt === null ? null : ` ${t("until", { day: day(expiresAt) })}`}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <OpenInPlayground
          title={title}
          content={content}
          reader={reader}
          returnTo={shareAddress(id)}
          shareId={hasImages ? id : undefined}
        />
        {reader && mayActAs(reader.role, "member") && runs?.length ? (
          <Suspense>
            <RunAgain
              share={share}
              shareId={hasImages ? id : undefined}
              reader={reader}
              onRun={(setup) => setAgain((before) => ({ setup, number: (before?.number ?? 0) + 1 }))}
            />
          </Suspense>
        ) : null}
      </div>
      <h2 className="sr-only">{t("content")}</h2>
      {again && runs ? (
        <div className="mt-4">
          <Suspense>
            <Drift key={again.number} share={share} then={runs} setup={again.setup} />
          </Suspense>
        </div>
      ) : null}
      <div className="mt-4">
        <SetupOverview setup={content.setup} imageUrl={(sha256) => shareImageAddress(id, sha256)} />
        {runs ? <SharedResults share={share} runs={runs} /> : null}
      </div>
    </PublicFrame>
  )
}

/** Tells that somebody has looked, once per tab: reloading is not looking again. */
function useView(id: string, isOwn: boolean) {
  useEffect(() => {
    const key = `bracket.viewed.${id}`
    if (isOwn || window.sessionStorage.getItem(key)) return
    window.sessionStorage.setItem(key, "1")
    // That it could not be counted concerns nobody who reads.
    countShareView(id).catch(() => undefined)
  }, [id, isOwn])
}
