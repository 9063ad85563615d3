"use client"

import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import type { Column } from "#lib/client/workspace"
import { useFault, useRun } from "./playground-context"
import { isActive, useColumnPhase } from "./use-column-state"

/** Tells screen readers of a run's start, end and failure, one sentence each, and of nothing between. */
export function RunAnnouncer({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("run")
  const errorText = useErrorText()
  const phase = useColumnPhase(column)
  const runError = useRun(column.id, (run) => run.error)
  const fault = useFault(column.id)
  const [sentence, setSentence] = useState("")
  const wasActive = useRef(false)
  const active = isActive(phase)

  useEffect(() => {
    if (active === wasActive.current) return
    wasActive.current = active
    const error = fault?.kind === "refused" ? fault.error : runError
    if (active) setSentence(t("announce.started", { name }))
    else if (error) setSentence(t("announce.failed", { name, reason: errorText(error).title }))
    else if (phase !== "refused" && phase !== "gone")
      setSentence(t("announce.ended", { name, state: t(`phases.${phase}`) }))
  }, [active, phase, fault, runError, name, t, errorText])

  return <VisuallyHidden role="status">{sentence}</VisuallyHidden>
}
