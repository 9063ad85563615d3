"use client"

import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import type { Column } from "#lib/client/workspace"
import { useFault, useIsComparison, useRun, useWorkspace } from "./playground-context"
import { isActive, useColumnPhase } from "./use-column-state"

/**
 * Tells screen readers of a run's start, end and failure, one sentence each, and of nothing between. Of several columns
 * only failures are told here; that they began and ended is said once for all.
 */
export function RunAnnouncer({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("run")
  const errorText = useErrorText()
  const phase = useColumnPhase(column)
  const runError = useRun(column.id, (run) => run.error)
  const fault = useFault(column.id)
  const isComparison = useIsComparison()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const [sentence, setSentence] = useState("")
  const wasActive = useRef(false)
  const active = isActive(phase)

  useEffect(() => {
    if (active === wasActive.current) return
    wasActive.current = active
    const error = fault?.kind === "refused" ? fault.error : runError
    if (isComparison && (active || !error)) return
    if (active) setSentence(t("announce.started", { name }))
    else if (error) setSentence(t("announce.failed", { name, reason: errorText(error).title }))
    else if (phase !== "refused" && phase !== "gone")
      setSentence(t("announce.ended", { name, state: t(`phases.${phase}`) }))
  }, [active, phase, fault, runError, name, isComparison, t, errorText])

  // What was said before names the column by its letter.
  return isBlind ? null : <VisuallyHidden role="status">{sentence}</VisuallyHidden>
}
