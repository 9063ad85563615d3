"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import { setModel } from "#lib/client/column-edits"
import type { Column } from "#lib/client/workspace"
import { makes } from "#lib/client/workspace-kind"
import type { Connection, Model } from "#lib/domain/connection"
import { priceAt } from "#lib/domain/prices"
import { loadImages } from "./lazy-images"
import { useConnections, useEdit, usePlayground, useWorkspace } from "./playground-context"

/** Which model a column asks: grouped by connection, test models apart and only when asked for. */
export function ModelSelect({ column }: { column: Column }) {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const edit = useEdit()
  const { kind } = usePlayground()
  const { connections, isLoading } = useConnections()
  const showTests = useWorkspace(({ view }) => view.testModels)
  const optionText = useOptionText()
  if (isLoading) return <Skeleton className="h-7 w-44" />

  const chosen = optionValue(column.connectionId, column.model)
  const connection = connections.find(({ id }) => id === column.connectionId)
  const isListed =
    connection?.models.some((model) => model.id === column.model && makes(model, kind)) ?? false
  const nameOf = ({ name, provider }: Connection) => (provider === "sandbox" ? common("sandbox") : name)
  const modelsOf = ({ models }: Connection) => models.filter((model) => makes(model, kind))
  const offering = connections.filter((owner) => modelsOf(owner).some(({ test }) => !test))
  const isShown = (owner: Connection, model: Model) => showTests || optionValue(owner.id, model.id) === chosen
  return (
    <Select
      plain
      aria-label={t("model")}
      value={chosen}
      onChange={(event) => {
        const [connectionId = "", model = ""] = event.target.value.split("\n")
        edit(setModel(column.id, connectionId, model))
        if (kind === "image") loadImages().then((images) => edit(images.takeOwnSize(column.id, connections)))
      }}
      className="max-w-96 shrink"
    >
      {isListed ? null : (
        <option value={chosen}>
          {connection ? t("missingModel", { model: column.model }) : t("missingConnection")}
        </option>
      )}
      {offering.map((owner) => (
        <optgroup key={owner.id} label={nameOf(owner)}>
          {modelsOf(owner)
            .filter(({ test }) => !test)
            .map((model) => (
              <option key={model.id} value={optionValue(owner.id, model.id)}>
                {optionText(model)}
              </option>
            ))}
        </optgroup>
      ))}
      {connections.map((owner) => {
        const tests = modelsOf(owner).filter((model) => model.test && isShown(owner, model))
        return tests.length === 0 ? null : (
          <optgroup key={owner.id} label={`${nameOf(owner)} · ${t("testModels")}`}>
            {tests.map(({ id }) => (
              <option key={id} value={optionValue(owner.id, id)}>
                {id}
              </option>
            ))}
          </optgroup>
        )
      })}
    </Select>
  )
}

function optionValue(connectionId: string, model: string): string {
  return `${connectionId}\n${model}`
}

/** A model with its context length and price: the facts that choose between models. */
function useOptionText(): (model: Model) => string {
  const t = useTranslations("playground")
  return ({ id, modes, contextTokens, prices }) => {
    const price = priceAt(prices, Date.now())
    // What an image costs stands in no price list of tokens.
    if (modes.every((mode) => mode === "image"))
      return price?.input === 0 && price.output === 0 ? `${id} · ${t("priceFree")}` : id
    const context = contextTokens === null ? [] : [shortCount(contextTokens)]
    const cost = !price
      ? t("priceUnknown")
      : price.input === 0 && price.output === 0
        ? t("priceFree")
        : `$${price.input} / $${price.output}`
    return [id, ...context, cost].join(" · ")
  }
}

/** 32K, 128K, 1M: round in the counting that the provider chose. */
function shortCount(tokens: number): string {
  const unit = tokens % 1024 === 0 ? 1024 : 1000
  return tokens >= unit * unit ? `${+(tokens / unit / unit).toFixed(1)}M` : `${Math.round(tokens / unit)}K`
}
