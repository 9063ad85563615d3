"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { usePlayground } from "#components/playground/playground-context"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Spinner } from "#components/ui/spinner"
import { useToast } from "#components/ui/toast"
import { uploadImage } from "#lib/client/api/images"
import { ApiError } from "#lib/client/api/request"
import { newId } from "#lib/client/new-id"
import { makeStrip } from "#lib/client/strip"
import { newColumn } from "#lib/client/workspace"
import type { InitImage } from "#lib/domain/prompt-schema"

interface Example {
  key: "one" | "strip" | "seeds"
  parameter?: "strength" | "seed"
  values?: number[]
  /** Starts from the picture that comes with Bracket. */
  hasInitImage?: boolean
}

const examples: Example[] = [
  { key: "one" },
  { key: "strip", parameter: "strength", values: [0, 0.25, 0.5, 0.75, 1], hasInitImage: true },
  { key: "seeds", parameter: "seed", values: [1, 2, 3, 4] },
]

/** What a first visit can begin with: each fills in prompt and settings, and runs on the sandbox as it is. */
export function ImageExamples() {
  const t = useTranslations("images.examples")
  const playground = useTranslations("playground")
  const common = useTranslations("common")
  const toast = useToast()
  const errorText = useErrorText()
  const { workspace } = usePlayground()
  const [busy, setBusy] = useState<Example["key"]>()

  const put = ({ key, parameter, values }: Example, initImage: InitImage | undefined) => {
    const before = workspace.getState()
    const column = newColumn(before.columns[0]?.id ?? newId(), "image")
    workspace.setState({
      promptText: t(`${key}.prompt`),
      negative: undefined,
      initImage,
      mask: undefined,
      columns: [column],
      baselineId: column.id,
      view: { ...before.view, openSettings: [column.id], reading: "answers" },
    })
    if (parameter && values) workspace.setState(makeStrip(column.id, parameter, values, newId, "replace"))
    toast({
      text: playground("exampleDone"),
      action: { label: common("undo"), onAction: () => workspace.setState(before, true) },
    })
  }
  const fill = async (example: Example) => {
    if (!example.hasInitImage) return put(example, undefined)
    setBusy(example.key)
    try {
      const picture = await fetch("/sample-picture.png").then((answer) => answer.blob())
      const { sha256 } = await uploadImage(picture)
      put(example, { sha256 })
    } catch (error) {
      const reason = error instanceof ApiError ? errorText(error).title : String(error)
      toast({ text: `${t("failed")}. ${reason}`, tone: "error" })
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div className="border-t px-4 py-4">
      <div className="mb-2 flex items-center gap-2">
        <h2 className="text-sm">{playground("examples.title")}</h2>
        <Badge>{common("sandbox")}</Badge>
      </div>
      <p className="mb-3 text-ink-2 text-xs">{t("lead")}</p>
      <ul className="divide-y rounded border">
        {examples.map((example) => (
          <li key={example.key}>
            <button
              type="button"
              aria-busy={busy === example.key || undefined}
              onClick={() => (busy ? undefined : fill(example))}
              className="block w-full px-3 py-2.5 text-left transition-colors hover:bg-hover"
            >
              <span className="flex items-center gap-2 font-medium text-sm">
                {t(`${example.key}.title`)}
                {busy === example.key ? <Spinner size={14} /> : null}
              </span>
              <span className="mt-0.5 block text-ink-2 text-xs">{t(`${example.key}.result`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
