"use client"

import { ChevronRight } from "lucide-react"
import { useTranslations } from "use-intl"

/** What a provider sent in place of an answer, folded: plain text, whatever it is. */
export function ReceivedFold({ received }: { received: string }) {
  const t = useTranslations("run.detail")
  return (
    <details className="group">
      <summary className="inline-flex list-none items-center gap-1 rounded-sm hover:text-ink pointer-coarse:min-h-10 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={12} className="transition-transform group-open:rotate-90" />
        {t("received")}
      </summary>
      <pre className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words rounded bg-surface px-2 py-1.5 font-mono text-ink">
        {received}
      </pre>
    </details>
  )
}
