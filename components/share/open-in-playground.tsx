"use client"

import { useQueryClient } from "@tanstack/react-query"
import { SquareArrowOutUpRight } from "lucide-react"
import { useRouter } from "next/navigation"
import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button, buttonClass } from "#components/ui/button"
import { useToast } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { ApiError } from "#lib/client/api/request"
import { takeShareImages } from "#lib/client/api/shares"
import type { Connection } from "#lib/domain/connection"
import { mayActAs, type Person } from "#lib/domain/person"
import type { MissingModel, Replacements } from "#lib/domain/portable-setup"
import type { PresetContent } from "#lib/domain/preset-content"

const ReplaceDialog = lazy(() =>
  import("./replace-dialog").then((module) => ({ default: module.ReplaceDialog })),
)

interface OpenInPlaygroundProps {
  title: string
  content: PresetContent
  reader: Person | undefined
  /** Where the reader comes back to after signing in. */
  returnTo: string
  /** The link whose images the setup needs. */
  shareId?: string
  /** Keeps what would be lost on the way through sign-in. */
  onLeave?: () => void
}

/** Puts a setup from elsewhere into the reader's own playground, with their own connections. Runs nothing. */
export function OpenInPlayground(props: OpenInPlaygroundProps) {
  const { title, content, reader, returnTo, shareId, onLeave } = props
  const t = useTranslations("share.open")
  const queries = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const errorText = useErrorText()
  const [isBusy, setIsBusy] = useState(false)
  const [asked, setAsked] = useState<{ missing: MissingModel[]; connections: Connection[] }>()

  if (!reader)
    return (
      <a
        href={`/sign-in?to=${encodeURIComponent(returnTo)}`}
        onClick={onLeave}
        className={buttonClass({ variant: "primary" })}
      >
        {t("signIn")}
      </a>
    )

  const open = async (replacements?: Replacements) => {
    setIsBusy(true)
    try {
      const [connections, { setupWithConnections }, { handOver }] = await Promise.all([
        queries.fetchQuery(connectionsQuery()),
        import("#lib/domain/portable-setup"),
        import("#lib/client/presets/handover"),
      ])
      const { setup, missing } = setupWithConnections(content.setup, connections, replacements)
      if (missing.length > 0 && !replacements) return setAsked({ missing, connections })
      setAsked(undefined)
      if (shareId !== undefined && mayActAs(reader.role, "member")) await takeShareImages(shareId)
      router.push(handOver({ title, content: { ...content, setup } }))
    } catch (error) {
      const reason = error instanceof ApiError ? errorText(error).title : String(error)
      toast({ text: `${t("failed")} ${reason}`, tone: "error" })
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <>
      <Button variant="primary" busy={isBusy} onClick={() => void open()}>
        <SquareArrowOutUpRight aria-hidden size={14} />
        {t("button")}
      </Button>
      {asked ? (
        <Suspense>
          <ReplaceDialog
            {...asked}
            mode={content.setup.mode}
            onCancel={() => setAsked(undefined)}
            onChosen={(replacements) => void open(replacements)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
