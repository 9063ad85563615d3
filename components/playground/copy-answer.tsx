"use client"

import { useTranslations } from "use-intl"
import { CopyButton } from "./copy-button"
import { usePlayground, useRun } from "./playground-context"

/** Copies the answer as the model wrote it. */
export function CopyAnswer({ columnId }: { columnId: string }) {
  const t = useTranslations("output")
  const { outputs } = usePlayground()
  const runId = useRun(columnId, (run) => run.runId)
  const hasText = useRun(columnId, (run) => run.text !== "") ?? false
  return (
    <CopyButton
      text={() => (runId === undefined ? "" : (outputs.run(runId)?.text ?? ""))}
      label={t("copyAnswer")}
      disabled={!hasText}
    />
  )
}
