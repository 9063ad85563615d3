"use client"

import { useFormatter, useTranslations } from "use-intl"
import { isParameterName } from "#components/playground/parameter-texts"
import { untakenParameters } from "#lib/client/untaken-parameters"
import type { ParameterTarget } from "#lib/domain/parameters"

/** What a model does not take, in one quiet line: better than sliders that do nothing. */
export function UntakenLine({ target }: { target: ParameterTarget }) {
  const t = useTranslations("images")
  const names = useTranslations("parameters.inSentence")
  const format = useFormatter()
  const untaken = untakenParameters(target).filter((name): name is "seed" | "strength" | "steps" =>
    isParameterName(name),
  )
  if (untaken.length === 0) return null
  const list = format.list(
    untaken.map((name) => names(name)),
    { type: "disjunction" },
  )
  return (
    <p className="col-span-full text-ink-3 text-xs">
      {t("untaken", { model: target.model.id, names: list })}
    </p>
  )
}
