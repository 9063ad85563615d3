"use client"

import { Check, EyeOff } from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import type { PresetContent } from "#lib/domain/preset-content"
import { imagesOfSetup } from "#lib/domain/preset-content"

interface LeavingListProps {
  content: PresetContent
  /** How many results leave; undefined: this kind of link holds none. */
  results: number | undefined
  /** Images leave too. */
  withImages: boolean
}

/** Exactly what leaves with a link, and what stays here. */
export function LeavingList({ content, results, withImages }: LeavingListProps) {
  const t = useTranslations("share.leaves")
  const { setup } = content
  const { names, rows } = setup.variables
  const images = imagesOfSetup(setup).length
  const own = setup.columns.filter(
    ({ prompt, system }) => prompt !== undefined || system !== undefined,
  ).length
  const leaves = [
    t("titleLine"),
    setup.mode === "chat"
      ? t("messages", { count: setup.turns.length + (setup.system.trim() === "" ? 0 : 1) })
      : t("prompt", { count: setup.promptText.length }),
    ...(setup.tools?.text.trim() || setup.answerSchema?.text.trim() ? [t("tools")] : []),
    ...(names.length > 0 ? [t("variables", { names: names.join(", "), count: rows.length })] : []),
    t("columns", { count: setup.columns.length }),
    ...(own > 0 ? [t("ownTexts", { count: own })] : []),
    ...(setup.checks.length > 0 ? [t("checks", { count: setup.checks.length })] : []),
    ...(withImages && images > 0 ? [t("images", { count: images })] : []),
    ...(results ? [t("results", { count: results })] : []),
  ]
  const stays = [
    t("connections"),
    ...(withImages || images === 0 ? [] : [t("imagesStay", { count: images })]),
    ...(results ? [] : [t("resultsStay")]),
    t("who"),
  ]
  return (
    <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      <List
        title={t("leaves")}
        lines={leaves}
        icon={<Check aria-hidden size={14} className="text-ink-2" />}
      />
      <List title={t("stays")} lines={stays} icon={<EyeOff aria-hidden size={14} className="text-ink-3" />} />
    </div>
  )
}

function List({ title, lines, icon }: { title: string; lines: string[]; icon: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 font-medium text-ink-3 text-xs">{title}</h3>
      <ul className="flex flex-col gap-1">
        {lines.map((line) => (
          <li key={line} className="flex gap-2">
            <span className="mt-0.5 shrink-0">{icon}</span>
            <span className="min-w-0 break-words">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
