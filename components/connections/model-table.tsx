"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { Model } from "#lib/domain/connection"
import { priceAt } from "#lib/domain/models"
import { useModelText } from "./use-model-text"

/** As many as are shown at first: a provider may have hundreds. */
const fewLines = 6

/** The models that one can run on, with what they cost at this hour. */
export function ModelTable({ models, name }: { models: Model[]; name: string }) {
  const t = useTranslations("connections.table")
  const text = useModelText()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? models : models.slice(0, fewLines)
  return (
    <div className="mt-2">
      <table className="figures w-full table-fixed border-collapse text-left text-xs">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr className="border-b text-ink-3 [&>th]:py-1 [&>th]:font-medium">
            <th scope="col">{t("model")}</th>
            <th scope="col" className="w-20 text-right">
              {t("context")}
            </th>
            <th scope="col" className="w-18 text-right sm:w-24">
              {t("input")}
            </th>
            <th scope="col" className="w-18 text-right sm:w-24">
              {t("output")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {shown.map((model) => {
            const price = priceAt(model.prices, Date.now())
            return (
              <tr key={model.id} className="[&>td]:py-1.5">
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  <span className="break-all">{model.id}</span>
                  {model.thinking === "none" ? null : (
                    <span className="ml-2 text-ink-3">{t("thinking")}</span>
                  )}
                </th>
                <td className="text-right">{text.tokens(model.contextTokens)}</td>
                <td className="pl-4 text-right">{text.dollars(price?.input)}</td>
                <td className="pl-4 text-right">{text.dollars(price?.output)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {models.length > fewLines ? (
        <Button size="sm" variant="ghost" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("fewer") : t("all", { count: models.length })}
        </Button>
      ) : null}
    </div>
  )
}
