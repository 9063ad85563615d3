"use client"

import { useQueryClient } from "@tanstack/react-query"
import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { ApiError } from "#lib/client/api/request"
import { takeShareImages } from "#lib/client/api/shares"
import type { Connection } from "#lib/domain/connection"
import { mayActAs, type Person } from "#lib/domain/person"
import type { MissingModel, Replacements } from "#lib/domain/portable-setup"
import type { Setup } from "#lib/domain/setup-schema"

const ReplaceDialog = lazy(() =>
  import("./replace-dialog").then((module) => ({ default: module.ReplaceDialog })),
)

interface ReceiverSetup {
  /** Gets a setup from elsewhere ready for the reader, asks for what is missing, and then goes on. */
  prepare: () => void
  isBusy: boolean
  /** False until the page that the server made answers to clicks: an earlier one would be lost. */
  isReady: boolean
  /** What is asked meanwhile. */
  dialog: ReactNode
}

/**
 * A setup from elsewhere with the reader's own connections, and its images in the reader's own folder. `shareId`: the
 * link whose images it needs. `use`: what is done with it.
 */
export function useReceiverSetup(
  { setup, shareId, reader }: { setup: Setup; shareId?: string; reader: Person },
  use: (own: Setup) => void | Promise<void>,
): ReceiverSetup {
  const t = useTranslations("share.open")
  const queries = useQueryClient()
  const toast = useToast()
  const errorText = useErrorText()
  const [isBusy, setBusy] = useState(false)
  const [asked, setAsked] = useState<{ missing: MissingModel[]; connections: Connection[] }>()

  const prepare = async (replacements?: Replacements) => {
    setBusy(true)
    try {
      const [connections, { setupWithConnections }] = await Promise.all([
        queries.fetchQuery(connectionsQuery()),
        import("#lib/domain/portable-setup"),
      ])
      const { setup: own, missing } = setupWithConnections(setup, connections, replacements)
      if (missing.length > 0 && !replacements) return setAsked({ missing, connections })
      setAsked(undefined)
      if (shareId !== undefined && mayActAs(reader.role, "member")) await takeShareImages(shareId)
      await use(own)
    } catch (error) {
      const reason = error instanceof ApiError ? errorText(error).title : String(error)
      toast({ text: `${t("failed")} ${reason}`, tone: "error" })
    } finally {
      setBusy(false)
    }
  }

  const dialog = asked ? (
    <Suspense>
      <ReplaceDialog
        {...asked}
        mode={setup.mode}
        onCancel={() => setAsked(undefined)}
        onChosen={(replacements) => void prepare(replacements)}
      />
    </Suspense>
  ) : null
  const isReady = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  return { prepare: () => void prepare(), isBusy, isReady, dialog }
}
