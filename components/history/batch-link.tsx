"use client"

import { Columns3 } from "lucide-react"
import { useTranslations } from "use-intl"
import { followInPage } from "./use-history-place"

interface BatchLinkProps {
  /** How many runs the comparison has. */
  count: number
  href: string
  /** The icon and the figure alone; the sentence is for readers and the pointer. */
  isBrief?: boolean
  isTabStop?: boolean
}

/** Says quietly that a run is one of a comparison, and leads to its runs. */
export function BatchLink({ count, href, isBrief = false, isTabStop = true }: BatchLinkProps) {
  const t = useTranslations("history")
  const sentence = t("ofComparison", { count })
  return (
    <a
      href={href}
      title={isBrief ? sentence : undefined}
      aria-label={isBrief ? sentence : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => followInPage(event, href)}
      className="relative z-10 inline-flex items-center gap-1 rounded-sm underline-offset-2 hover:text-ink hover:underline pointer-coarse:py-2"
    >
      <Columns3 aria-hidden size={13} />
      {isBrief ? count : sentence}
    </a>
  )
}
