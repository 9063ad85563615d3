"use client"

import { ExternalLink, TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import type { Connection, Model } from "#lib/domain/connection"
import { ModelTable } from "./model-table"

/** The frame of every connection: its name, marks and links, what is said of it, its models. */
export function CardFrame(props: {
  name: string
  isSandbox: boolean
  marks?: ReactNode
  links: { statusUrl?: string | null; consoleUrl?: string | null }
  actions?: ReactNode
  models: Model[]
  modelsFailed: boolean
  children: ReactNode
}) {
  const t = useTranslations("connections")
  const common = useTranslations("common")
  const { name, links, models } = props
  const shown = models.filter((model) => !model.test)
  const tests = models.length - shown.length
  return (
    <article aria-label={name} className="min-w-0">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="break-words text-sm">{name}</h3>
        {props.isSandbox && name !== common("sandbox") ? <Badge>{common("sandbox")}</Badge> : null}
        {props.marks}
        <span className="flex flex-1 items-center justify-end gap-3 text-xs">
          {links.statusUrl ? <OutLink href={links.statusUrl}>{t("status")}</OutLink> : null}
          {links.consoleUrl ? <OutLink href={links.consoleUrl}>{t("console")}</OutLink> : null}
          {props.actions}
        </span>
      </header>
      {props.children}
      {props.isSandbox ? <p className="mt-1 max-w-measure text-ink-2 text-xs">{t("sandboxNote")}</p> : null}
      {props.modelsFailed ? (
        <p className="mt-1 flex items-center gap-1.5 text-warn text-xs">
          <TriangleAlert aria-hidden size={12} /> {t("modelsError")}
        </p>
      ) : null}
      {shown.length > 0 ? <ModelTable models={shown} name={name} /> : null}
      {tests > 0 ? <p className="mt-2 text-ink-3 text-xs">{t("testModels", { count: tests })}</p> : null}
    </article>
  )
}

/** One connection as everybody sees it who may run on it: where it goes, how it signs, which models it has. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const t = useTranslations("connections")
  const { credential, statusUrl, consoleUrl } = connection
  return (
    <CardFrame
      name={connection.name}
      isSandbox={connection.provider === "sandbox"}
      links={{ statusUrl, consoleUrl }}
      models={connection.models}
      modelsFailed={connection.modelsError !== undefined}
    >
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
        <span className="break-all">{connection.host}</span>
        <span>{t(`credentials.${credential.kind}`)}</span>
        {credential.lastFour ? (
          <span className="figures">{t("key.endsIn", { lastFour: `…${credential.lastFour}` })}</span>
        ) : null}
      </p>
    </CardFrame>
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
