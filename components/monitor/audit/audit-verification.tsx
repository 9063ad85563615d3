"use client"

import { useMutation } from "@tanstack/react-query"
import { ShieldCheck } from "lucide-react"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { verifyAudit } from "#lib/client/api/audit"
import { ApiError } from "#lib/client/api/request"
import type { AuditProgress } from "#lib/domain/audit"
import { AuditReportView } from "./audit-report-view"

/** The button that walks the whole chain, how far that is, and what it found. Other buttons stand beside it. */
export function AuditVerification({ children }: { children: ReactNode }) {
  const t = useTranslations("operations.audit.verify")
  const [progress, setProgress] = useState<AuditProgress>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const verification = useMutation({
    mutationFn: () => {
      leaving.current = new AbortController()
      setProgress(undefined)
      return verifyAudit(setProgress, leaving.current.signal)
    },
  })
  const { data, error, isPending } = verification
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button busy={isPending} onClick={() => verification.mutate()}>
          {isPending ? null : <ShieldCheck aria-hidden size={14} />}
          {t("action")}
        </Button>
        {children}
        {isPending && progress ? (
          <p className="figures text-ink-2 text-sm">{t("running", { ...progress })}</p>
        ) : null}
      </div>
      <div aria-live="polite">
        {isPending ? null : error ? (
          <Failure error={error} />
        ) : data ? (
          <AuditReportView report={data} />
        ) : null}
      </div>
    </div>
  )
}

function Failure({ error }: { error: Error }) {
  const t = useTranslations("operations.audit.verify")
  const errorText = useErrorText()
  // An answer that breaks off half-way is no answer of the server's.
  const { title, hint } =
    error instanceof ApiError && error.status > 0 ? errorText(error) : { title: t("failed"), hint: t("cut") }
  return <ErrorCard title={title} hint={hint} />
}
