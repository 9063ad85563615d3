"use client"

import { Download } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Menu } from "#components/ui/menu"
import { auditExportHref } from "#lib/client/api/audit"
import type { AuditExportFormat, AuditFilter } from "#lib/domain/audit"
import { AuditFilters } from "./audit-filters"
import { AuditList } from "./audit-list"
import { AuditVerification } from "./audit-verification"
import { useAuditPlace } from "./use-audit-place"

/** Monitor > Audit log: what happened, whether the log is whole, and the log as a file. */
export function AuditLog() {
  const t = useTranslations("operations.monitor")
  const audit = useTranslations("operations.audit")
  const { filter } = useAuditPlace()
  return (
    <div className="flex min-h-0 flex-col gap-4">
      <div>
        <h1 className="text-xl">{t("page.audit")}</h1>
        <p className="mt-1 max-w-measure text-pretty text-ink-2 text-sm">{audit("lead")}</p>
      </div>
      <AuditVerification>
        <ExportMenu filter={filter} />
      </AuditVerification>
      <AuditFilters />
      <AuditList />
    </div>
  )
}

function ExportMenu({ filter }: { filter: AuditFilter }) {
  const t = useTranslations("operations.audit")
  const save = (format: AuditExportFormat) => () => {
    // The answer is a file: the browser saves it and stays on the page.
    window.location.assign(auditExportHref(filter, format))
  }
  return (
    <Menu
      label={t("export.label")}
      entries={[
        { kind: "heading", label: t("export.note") },
        { kind: "item", label: t("export.csv"), onSelect: save("csv") },
        { kind: "item", label: t("export.jsonl"), onSelect: save("jsonl") },
      ]}
      trigger={(props) => (
        <Button {...props}>
          <Download aria-hidden size={14} />
          {t("export.label")}
        </Button>
      )}
    />
  )
}
