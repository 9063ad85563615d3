"use client"

import { useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { CodeBlock } from "#components/playground/code-block"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { codeQuery } from "#lib/client/api/code"
import { reportExport } from "#lib/client/api/report-export"
import { ApiError } from "#lib/client/api/request"
import type { CodeDraft } from "#lib/client/code-draft"
import { download } from "#lib/client/export/download"
import type { Workspace } from "#lib/client/workspace"
import { kindOf } from "#lib/client/workspace-kind"
import { type CodeTarget, codeFileName, codeLanguage, mayTest, unavailable } from "#lib/domain/code/snippet"
import { writeCode } from "#lib/domain/code/write-code"
import { CodeChoices } from "./code-choices"
import { CodeNotes } from "./code-notes"

interface CodeFormProps {
  draft: CodeDraft
  workspace: Workspace
  title: string
  onClose: () => void
}

/** A block of code has its room and its scrolling from what it stands in. */
const codeClass =
  "min-h-72 min-w-0 [&_pre]:overflow-x-auto [&_pre]:px-3 [&_pre]:py-2.5 [&_pre]:text-xs [&_pre]:leading-5"

/** The choice of a language, and the code in it. */
export function CodeForm({ draft, workspace, title, onClose }: CodeFormProps) {
  const t = useTranslations("code")
  const common = useTranslations("common")
  const toast = useToast()
  const errorText = useErrorText()
  const [target, setTarget] = useState<CodeTarget>("curl")
  const [stream, setStream] = useState(false)
  const [isTest, setTest] = useState(false)
  const { checks } = workspace
  const input = useMemo(
    () => ({ kind: kindOf(workspace.mode), variants: draft.variants.map(({ variant }) => variant), stream }),
    [workspace.mode, draft, stream],
  )
  const { data, error, refetch } = useQuery(codeQuery(input))
  const reason = data && unavailable(target, data.requests)
  const code = useMemo(() => {
    if (!data || reason) return undefined
    const source = {
      requests: data.requests.map((request, index) => ({
        ...request,
        name: draft.variants[index]?.name ?? "",
      })),
      files: data.files,
      ...(isTest && mayTest(target) ? { checks } : {}),
    }
    return { text: writeCode(target, source), file: codeFileName(target, source) }
  }, [data, reason, draft, isTest, target, checks])

  const save = () => {
    if (!code) return
    download(code.file, "text/plain", code.text)
    reportExport("code", code.file.split(".").at(-1) ?? "txt", 1)
  }
  const copy = () => {
    navigator.clipboard?.writeText(code?.text ?? "").then(
      () => toast({ text: t("copied"), tone: "ok" }),
      () => toast({ text: t("copyFailed"), tone: "error" }),
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="lg"
      actions={
        code ? (
          <>
            <Button className="min-w-0" onClick={save}>
              <span className="truncate">{t("download", { file: code.file })}</span>
            </Button>
            <Button variant="primary" onClick={copy}>
              {t("copy")}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="grid gap-4">
        <CodeChoices
          target={target}
          onTarget={setTarget}
          stream={stream}
          onStream={setStream}
          streamsNever={data !== undefined && stream && !data.requests.some((request) => request.stream)}
          test={checks.length > 0 ? { isTest, onTest: setTest } : undefined}
        />
        {data && !reason ? <CodeNotes draft={draft} answer={data} /> : null}
        {error ? (
          <ErrorCard
            {...errorText(error instanceof ApiError ? error : new ApiError("internal", error.message))}
            actions={
              <Button size="sm" onClick={() => refetch()}>
                {common("retry")}
              </Button>
            }
          />
        ) : reason ? (
          <EmptyState className="min-h-72 justify-center" title={t(`unavailable.${reason}`)} />
        ) : code ? (
          <section aria-label={code.file} className={codeClass}>
            <CodeBlock code={code.text} language={codeLanguage(target)} open={false} />
          </section>
        ) : (
          <div role="status" aria-label={t("loading")}>
            <Skeleton className="h-72 w-full" />
          </div>
        )}
      </div>
    </Dialog>
  )
}
