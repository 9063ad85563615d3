"use client"

import { SquareArrowOutUpRight } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTranslations } from "use-intl"
import { Button, buttonClass } from "#components/ui/button"
import type { Person } from "#lib/domain/person"
import type { PresetContent } from "#lib/domain/preset-content"
import { useReceiverSetup } from "./use-receiver-setup"

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
  const t = useTranslations("share.open")
  const { reader, returnTo, onLeave } = props
  if (reader) return <OpenButton {...props} reader={reader} />
  return (
    <a
      href={`/sign-in?to=${encodeURIComponent(returnTo)}`}
      onClick={onLeave}
      className={buttonClass({ variant: "primary" })}
    >
      {t("signIn")}
    </a>
  )
}

function OpenButton({ title, content, shareId, reader }: OpenInPlaygroundProps & { reader: Person }) {
  const t = useTranslations("share.open")
  const router = useRouter()
  const { prepare, isBusy, isReady, dialog } = useReceiverSetup(
    { setup: content.setup, shareId, reader },
    async (setup) => {
      const { handOver } = await import("#lib/client/presets/handover")
      router.push(handOver({ title, content: { ...content, setup } }))
    },
  )
  return (
    <>
      <Button variant="primary" busy={isBusy} disabled={!isReady} onClick={prepare}>
        <SquareArrowOutUpRight aria-hidden size={14} />
        {t("button")}
      </Button>
      {dialog}
    </>
  )
}
