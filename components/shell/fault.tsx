"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"

/** What stands where a page was, when the page itself broke. */
export function Fault({ digest, onRetry }: { digest?: string; onRetry: () => void }) {
  const t = useTranslations("shell.fault")
  const common = useTranslations("common")
  return (
    <div className="mx-auto w-full max-w-xl p-6">
      <ErrorCard
        title={t("title")}
        hint={t("hint")}
        detail={digest ? t("detail", { digest }) : undefined}
        actions={
          <>
            <Button size="sm" onClick={onRetry}>
              {common("retry")}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => window.location.reload()}>
              {common("reload")}
            </Button>
          </>
        }
      />
    </div>
  )
}
