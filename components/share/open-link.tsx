"use client"

import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { SetupOverview } from "#components/presets/setup-overview"
import { ErrorCard } from "#components/ui/error-card"
import { Spinner } from "#components/ui/spinner"
import { type LinkedPreset, type LinkProblem, longestLink, readLink } from "#lib/client/presets/private-link"
import type { Person } from "#lib/domain/person"
import { OpenInPlayground } from "./open-in-playground"
import { PublicFrame } from "./public-frame"

type Reading = { kind: "reading" } | { kind: "problem"; problem: LinkProblem; field?: string } | LinkedReading
type LinkedReading = { kind: "linked"; linked: LinkedPreset }

/** Where the fragment waits while its reader signs in: the way there would lose it, and no server may see it. */
const waitingKey = "bracket.open"

/** What a private link holds, read here and nowhere else. */
export function OpenLink({ reader }: { reader: Person | undefined }) {
  const t = useTranslations("share")
  const [reading, setReading] = useState<Reading>({ kind: "reading" })

  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const waiting = window.sessionStorage.getItem(waitingKey)
      window.sessionStorage.removeItem(waitingKey)
      // Back from sign-in: the address is whole again, to be kept or passed on.
      if (window.location.hash === "" && waiting) window.history.replaceState(null, "", `/open${waiting}`)
      const result = await readLink(window.location.hash)
      if (!isCurrent) return
      setReading("problem" in result ? { kind: "problem", ...result } : { kind: "linked", ...result })
    }
    void read()
    const again = () => void read()
    window.addEventListener("hashchange", again)
    return () => {
      isCurrent = false
      window.removeEventListener("hashchange", again)
    }
  }, [])

  return (
    <PublicFrame>
      {reading.kind === "reading" ? (
        <p role="status" className="flex items-center gap-2 text-sm">
          <Spinner /> {t("read.reading")}
        </p>
      ) : reading.kind === "problem" ? (
        <>
          <h1 className="mb-3 text-xl">{t("read.failed")}</h1>
          <ErrorCard
            title={t(`read.problems.${reading.problem}.title`)}
            hint={t(`read.problems.${reading.problem}.hint`, { most: longestLink / 1024 })}
            detail={reading.field}
            className="max-w-measure"
          />
        </>
      ) : (
        <Linked linked={reading.linked} reader={reader} />
      )}
    </PublicFrame>
  )
}

function Linked({
  linked: { title, content },
  reader,
}: {
  linked: LinkedPreset
  reader: Person | undefined
}) {
  const t = useTranslations("share")
  return (
    <>
      <h1 className="break-words text-2xl tracking-tight">{title || t("page.untitled")}</h1>
      <p className="mt-1 max-w-measure text-pretty text-ink-2 text-sm">{t("read.lead")}</p>
      <div className="mt-4">
        <OpenInPlayground
          title={title}
          content={content}
          reader={reader}
          returnTo="/open"
          onLeave={() => window.sessionStorage.setItem(waitingKey, window.location.hash)}
        />
      </div>
      <h2 className="sr-only">{t("page.content")}</h2>
      <div className="mt-4">
        <SetupOverview setup={content.setup} />
      </div>
    </>
  )
}
