"use client"

import Link from "next/link"
import { lazy, Suspense, useId } from "react"
import { useTranslations } from "use-intl"
import { useEdit, useWorkspace } from "#components/playground/playground-context"
import { buttonClass } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { TextArea } from "#components/ui/text-area"
import { setNegative } from "#lib/client/image-edits"
import { setPromptText } from "#lib/client/workspace-edits"
import { StrengthNote } from "./strength-note"
import { useRefusing } from "./use-refusing"

const InitImageSlot = lazy(() =>
  import("./init-image-slot").then((module) => ({ default: module.InitImageSlot })),
)

/** What a picture is to be of, what it must not be about, and what it starts from. */
export function ImagePrompt() {
  const t = useTranslations("images")
  const edit = useEdit()
  const text = useWorkspace(({ promptText }) => promptText)
  const negative = useWorkspace((workspace) => workspace.negative ?? "")
  const refusing = useRefusing("negative")
  const ids = { prompt: useId(), negative: useId(), note: useId() }
  const warns = negative.trim() !== "" && refusing.length > 0
  return (
    <div className="flex flex-col gap-3 pt-3">
      <div className="px-4">
        <div className="mb-1 flex items-center justify-between">
          <label htmlFor={ids.prompt} className="font-medium text-ink-2 text-xs">
            {t("prompt.prompt")}
          </label>
          <Link
            href="/images/gallery"
            className={buttonClass({ variant: "ghost", size: "sm", className: "-mr-2" })}
          >
            {t("gallery.title")}
          </Link>
        </div>
        <TextArea
          id={ids.prompt}
          value={text}
          placeholder={t("prompt.placeholder")}
          onChange={(event) => edit(setPromptText(event.target.value))}
          autoGrow
          className="block min-h-28"
        />
      </div>
      <div className="px-4">
        <label htmlFor={ids.negative} className="mb-1 block font-medium text-ink-2 text-xs">
          {t("prompt.negative")}
        </label>
        <TextArea
          id={ids.negative}
          value={negative}
          rows={1}
          aria-describedby={refusing.length > 0 ? ids.note : undefined}
          placeholder={t("prompt.negativePlaceholder")}
          onChange={(event) => edit(setNegative(event.target.value))}
          autoGrow
          className="block max-h-40"
        />
        {refusing.length > 0 ? (
          <p id={ids.note} className={`mt-1 text-xs ${warns ? "text-warn" : "text-ink-3"}`}>
            {t("prompt.negativeRefused", { models: refusing.join(", ") })}
          </p>
        ) : null}
      </div>
      <Suspense fallback={<Skeleton className="mx-4 mb-4 h-24" />}>
        <div className="px-4 pb-4">
          <InitImageSlot />
        </div>
      </Suspense>
      <StrengthNote />
    </div>
  )
}
