"use client"

import { ChevronRight } from "lucide-react"
import { type ReactNode, useMemo } from "react"
import { useTranslations } from "use-intl"
import { PreText } from "#components/history/pre-text"
import { useFactTextOf } from "#components/playground/fact-text"
import { Badge } from "#components/ui/badge"
import { differencesOf, type Fact } from "#lib/client/column-differences"
import { type NamedConnection, namedConnections } from "#lib/client/presets/named-connections"
import { baselineOf, columnLetter } from "#lib/client/workspace"
import type { ColumnSetup, Setup } from "#lib/domain/setup-schema"
import { CodeText } from "./code-text"
import { type ImageUrl, PictureStartParts } from "./setup-prompt"

type FactText = ReturnType<typeof useFactTextOf>

/** The columns of a setup: model and what tells each apart as chips, and what is the same in all of them folded. */
export function SetupColumns(props: {
  setup: Setup
  known?: readonly NamedConnection[]
  imageUrl: ImageUrl
}) {
  const { setup, known, imageUrl } = props
  const t = useTranslations("overview")
  const connections = useMemo(() => namedConnections(setup, known), [setup, known])
  const { of, same } = useMemo(() => differencesOf(setup, connections), [setup, connections])
  const factText = useFactTextOf(connections, true)
  const settings = same.filter(({ kind }) => kind === "parameter")
  const isOne = setup.columns.length === 1
  return (
    <>
      <ol className="flex flex-wrap gap-px overflow-hidden rounded border bg-line">
        {setup.columns.map((column, index) => (
          <li key={column.id} className="min-w-0 grow basis-64 bg-surface p-3">
            <ColumnCard
              column={column}
              letter={columnLetter(index)}
              model={
                factText({
                  kind: "model",
                  name: "model",
                  value: `${column.connectionId}\n${column.model}`,
                }).value
              }
              facts={(isOne ? same : (of.get(column.id) ?? [])).filter(({ kind }) => kind === "parameter")}
              factText={factText}
              imageUrl={imageUrl}
              isBaseline={!isOne && baselineOf(setup)?.id === column.id}
            />
          </li>
        ))}
      </ol>
      {isOne ? null : settings.length === 0 ? (
        <p className="mt-2 text-ink-3 text-xs">{t("sameNone")}</p>
      ) : (
        <details className="group mt-2">
          <summary className="inline-flex list-none items-center gap-1 rounded-sm text-ink-2 text-xs hover:text-ink pointer-coarse:min-h-10 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={14} className="transition-transform group-open:rotate-90" />
            {t("same", { count: settings.length })}
          </summary>
          <Chips facts={settings} factText={factText} />
        </details>
      )}
    </>
  )
}

function ColumnCard(props: {
  column: ColumnSetup
  letter: string
  model: string | undefined
  facts: Fact[]
  factText: FactText
  imageUrl: ImageUrl
  isBaseline: boolean
}) {
  const t = useTranslations("overview")
  const chips = useTranslations("columns.chips")
  const { column, letter, model, facts, factText, imageUrl, isBaseline } = props
  return (
    <>
      <p className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="min-w-0 break-words font-medium">{column.name ?? letter}</span>
        {column.name === undefined ? null : <span className="text-ink-3 text-xs">{letter}</span>}
        {isBaseline ? <Badge tone="accent">{chips("baseline")}</Badge> : null}
        {column.samples > 1 ? (
          <span className="figures ml-auto text-ink-2 text-xs">
            {t("samples", { count: column.samples })}
          </span>
        ) : null}
      </p>
      <p className="mt-0.5 break-all text-ink-2 text-xs">{model}</p>
      <Chips facts={facts} factText={factText} />
      {(["prompt", "system", "prefix"] as const).map((part) => {
        const text = column[part]
        return text === undefined ? null : (
          <OwnText key={part} title={t(`own.${part}`)}>
            <PreText text={text} />
          </OwnText>
        )
      })}
      {column.start ? (
        <OwnText title={t("own.start")}>
          <dl className="mt-1 flex flex-col gap-2">
            <PictureStartParts start={column.start} imageUrl={imageUrl} />
          </dl>
        </OwnText>
      ) : null}
      {column.extra?.text.trim() ? (
        <OwnText title={t("own.extra")}>
          <CodeText text={column.extra.text} />
        </OwnText>
      ) : null}
    </>
  )
}

function Chips({ facts, factText }: { facts: Fact[]; factText: FactText }) {
  const t = useTranslations("columns.chips")
  if (facts.length === 0) return null
  return (
    <ul aria-label={t("label")} className="mt-2 flex flex-wrap gap-1">
      {facts.map((fact) => {
        const { name, value } = factText(fact)
        return (
          <li
            key={fact.name}
            className="figures inline-flex min-h-5 max-w-full items-baseline gap-1 rounded-xs border border-line-strong px-1.5 text-2xs text-ink-2 leading-5"
          >
            <span className="shrink-0">{name}</span>
            {value === undefined ? null : (
              <span className="min-w-0 break-words font-medium text-ink">{value}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function OwnText({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-2 border-l pl-2">
      <p className="text-2xs text-ink-3">{title}</p>
      {children}
    </div>
  )
}
