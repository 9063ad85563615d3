"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import type { ShownImage } from "#lib/client/images/shown-image"
import type { Choice, ViewerAction, ViewerState } from "#lib/client/images/viewer-state"

/** So many pictures before and after the shown one are offered: a list of thousands would be none. */
const reach = 24

interface OtherChoiceProps {
  state: ViewerState
  images: ShownImage[]
  hasInit: boolean
  act: (action: ViewerAction) => void
}

/** What the picture is compared with. */
export function OtherChoice({ state, images, hasInit, act }: OtherChoiceProps) {
  const t = useTranslations("images.viewer")
  const middle = state.a === "init" ? 0 : state.a
  const near = new Set(
    images.flatMap((_, at) => (Math.abs(at - middle) <= reach || at === state.b ? [at] : [])),
  )
  const chosen = (value: string): Choice => (value === "init" ? "init" : Number(value))
  return (
    <Select
      aria-label={t("compareWith")}
      aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
      title={t("compareWith")}
      size="sm"
      plain
      value={String(state.b)}
      onChange={(event) => act({ type: "compare-with", choice: chosen(event.target.value) })}
      className="w-40 max-md:w-auto max-md:flex-1"
    >
      {hasInit && state.a !== "init" ? <option value="init">{t("init")}</option> : null}
      {[...near]
        .filter((at) => at !== state.a)
        .map((at) => (
          <option key={at} value={at}>
            {[`${at + 1}`, images[at]?.label, images[at]?.facts[0]].filter(Boolean).join(" · ")}
          </option>
        ))}
    </Select>
  )
}
