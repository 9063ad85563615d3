"use client"

import { useFormatter, useTranslations } from "use-intl"
import type { Column } from "#lib/client/workspace"
import { priceAt } from "#lib/domain/prices"
import { useConnections, useIsImage } from "./playground-context"
import { useTarget } from "./use-target"

/** Context length and price of a column's model, in words. */
export function ModelFacts({ column }: { column: Column }) {
  const t = useTranslations("playground")
  const format = useFormatter()
  const isImage = useIsImage()
  const target = useTarget(column)
  const { connections } = useConnections()
  const connection = connections.find(({ id }) => id === column.connectionId)
  if (!target || !connection) return null
  const { contextTokens, prices } = target.model
  const price = priceAt(prices, Date.now())
  return (
    <div className="text-2xs text-ink-3">
      <p className="figures">
        {isImage
          ? null
          : `${
              contextTokens === null
                ? t("contextUnknown")
                : t("context", { tokens: format.number(contextTokens) })
            } · `}
        {!price
          ? t("priceUnknown")
          : price.input === 0 && price.output === 0
            ? t("priceFree")
            : t("price", { input: price.input, output: price.output })}
      </p>
      {connection.modelsError === undefined ? null : (
        <p className="mt-1 text-warn">{t("modelsFailed", { connection: connection.name })}</p>
      )}
    </div>
  )
}
