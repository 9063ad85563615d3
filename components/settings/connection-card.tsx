"use client"

import { ExternalLink, TriangleAlert } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import type { Connection, Model } from "#lib/domain/connection"
import { priceAt } from "#lib/domain/models"

/** One connection: where it goes, how it signs, which models it has at what price. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const t = useTranslations("settings.connections")
  const common = useTranslations("common")
  const { credential, models, statusUrl, consoleUrl } = connection
  const shown = models.filter((model) => !model.test)
  const tests = models.length - shown.length
  return (
    <article className="min-w-0">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-sm">{connection.name}</h3>
        {connection.provider === "sandbox" && connection.name !== common("sandbox") ? (
          <Badge>{common("sandbox")}</Badge>
        ) : null}
        <span className="flex flex-1 justify-end gap-3 text-xs">
          {statusUrl ? <OutLink href={statusUrl}>{t("status")}</OutLink> : null}
          {consoleUrl ? <OutLink href={consoleUrl}>{t("console")}</OutLink> : null}
        </span>
      </header>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
        <span className="break-all">{connection.host}</span>
        <span>{t(`credentials.${credential.kind}`)}</span>
        {credential.lastFour ? (
          <span className="figures">{t("key", { lastFour: `…${credential.lastFour}` })}</span>
        ) : null}
      </p>
      {connection.provider === "sandbox" ? (
        <p className="mt-1 max-w-measure text-ink-2 text-xs">{t("sandboxNote")}</p>
      ) : null}
      {connection.modelsError ? (
        <p className="mt-1 flex items-center gap-1.5 text-warn text-xs">
          <TriangleAlert aria-hidden size={12} /> {t("modelsError")}
        </p>
      ) : null}
      {shown.length > 0 ? <ModelTable models={shown} name={connection.name} /> : null}
      {tests > 0 ? <p className="mt-2 text-ink-3 text-xs">{t("testModels", { count: tests })}</p> : null}
    </article>
  )
}

function OutLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-accent-ink underline-offset-2 hover:underline pointer-coarse:min-h-10"
    >
      {children} <ExternalLink aria-hidden size={12} />
    </a>
  )
}

function ModelTable({ models, name }: { models: Model[]; name: string }) {
  const t = useTranslations("settings.connections")
  return (
    <div className="mt-2 max-h-80 overflow-auto">
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
          {models.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ModelRow({ model }: { model: Model }) {
  const t = useTranslations("settings.connections")
  const common = useTranslations("common")
  const format = useFormatter()
  const price = priceAt(model.prices, Date.now())
  const dollars = (value: number | undefined) => {
    if (value === undefined) return common("unknown")
    if (value === 0) return common("free")
    return format.number(value, { style: "currency", currency: "USD", maximumFractionDigits: 4 })
  }
  return (
    <tr className="[&>td]:py-1.5">
      <th scope="row" className="py-1.5 pr-3 font-normal">
        <span className="break-all">{model.id}</span>
        {model.thinking === "none" ? null : <span className="ml-2 text-ink-3">{t("thinking")}</span>}
      </th>
      <td className="text-right">
        {model.contextTokens === null ? common("unknown") : format.number(model.contextTokens)}
      </td>
      <td className="pl-4 text-right">{dollars(price?.input)}</td>
      <td className="pl-4 text-right">{dollars(price?.output)}</td>
    </tr>
  )
}
