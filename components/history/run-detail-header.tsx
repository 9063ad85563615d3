"use client"

import { ArrowLeft, Link2, Star, Trash2 } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import { buttonClass } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { pageOf } from "#lib/client/workspace-kind"
import type { RunSummary } from "#lib/domain/history"
import { BatchLink } from "./batch-link"
import { useFigureText } from "./figure-text"
import { RestoreMenu } from "./restore-menu"
import { RunStatusLabel } from "./run-status"
import { useHistoryPlace } from "./use-history-place"
import { useRunActions } from "./use-run-actions"

/** How the run ended, on what and when, and what can be done with it; stays while the rest scrolls. */
export function RunDetailHeader({ summary, text }: { summary: RunSummary; text: string }) {
  const t = useTranslations("history")
  const figures = useFigureText()
  const { open, batchHref } = useHistoryPlace()
  const { star, remove } = useRunActions()
  return (
    <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-4 py-2 lg:px-6">
      <span className="md:hidden">
        <IconButton label={t("backToList")} onClick={() => open(undefined)}>
          <ArrowLeft aria-hidden size={16} />
        </IconButton>
      </span>
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-4rem)]">
        <div className="flex flex-wrap items-center gap-x-2">
          <RunStatusLabel run={summary} />
          <h2 className="min-w-0 truncate text-sm">
            {summary.model}
            <span className="font-normal text-ink-2"> · {summary.connectionName}</span>
          </h2>
        </div>
        <p className="figures flex flex-wrap gap-x-3 text-ink-2 text-xs">
          {figures.moment(summary.createdAt)}
          {summary.batchRuns > 1 ? (
            <BatchLink count={summary.batchRuns} href={batchHref(summary.batchId)} />
          ) : null}
        </p>
      </div>
      <div className="flex items-center gap-1 max-sm:w-full">
        <IconButton
          label={t(summary.starred ? "unstar" : "star")}
          shortcut="S"
          size="sm"
          aria-pressed={summary.starred}
          onClick={() => star(summary.id, !summary.starred)}
        >
          <Star aria-hidden size={14} fill={summary.starred ? "currentColor" : "none"} />
        </IconButton>
        <CopyButton
          text={() => new URL(`/history/${encodeURIComponent(summary.id)}`, window.location.href).href}
          label={t("copyLink")}
          icon={<Link2 aria-hidden size={14} />}
        />
        {summary.kind === "image" ? null : (
          <CopyButton text={text} label={t("copyAnswer")} disabled={text === ""} />
        )}
        <IconButton
          label={t("delete")}
          shortcut="Delete"
          size="sm"
          onClick={() => {
            remove(summary.id)
            open(undefined, "replace")
          }}
        >
          <Trash2 aria-hidden size={14} />
        </IconButton>
        <Link
          href={`${pageOf[summary.kind]}?run=${encodeURIComponent(summary.id)}`}
          className={buttonClass({ variant: "primary", size: "sm", className: "ml-1 max-sm:ml-auto" })}
        >
          {t(summary.kind === "image" ? "openInImages" : "openInPlayground")}
        </Link>
        {summary.kind === "image" ? <RestoreMenu runId={summary.id} /> : null}
      </div>
    </header>
  )
}
