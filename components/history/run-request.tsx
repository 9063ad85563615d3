"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import type { RunDetail } from "#lib/domain/history"

const blockClass = "max-h-120 overflow-auto rounded border bg-sunken px-3 py-2.5 text-xs leading-5"

/** The request as it went out, credentials masked. */
export function RunRequest({ request }: { request: RunDetail["request"] }) {
  const t = useTranslations("history")
  const body = useMemo(() => prettyJson(request?.body ?? ""), [request?.body])
  if (!request) return <p className="text-ink-2 text-sm">{t("notSent")}</p>
  return (
    <div className="flex flex-col gap-3">
      <p className="break-all font-mono text-xs leading-5">
        <span className="font-semibold">{request.method}</span> {request.url}
      </p>
      <figure>
        <figcaption className="mb-1 text-ink-3 text-xs">{t("headers")}</figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard. */}
        <pre className={blockClass} tabIndex={0}>
          {Object.entries(request.headers).map(([name, value]) => (
            <span key={name} className="block whitespace-pre-wrap break-all">
              <span className="text-ink-2">{name}:</span> {value}
            </span>
          ))}
        </pre>
      </figure>
      <figure>
        <figcaption className="mb-1 flex items-center justify-between text-ink-3 text-xs">
          {t("body")}
          <CopyButton text={body} label={t("copyRequest")} />
        </figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard. */}
        <pre className={`${blockClass} whitespace-pre-wrap break-words`} tabIndex={0}>
          {body}
        </pre>
      </figure>
      <p className="text-ink-2 text-xs">{t("secretsMasked")}</p>
    </div>
  )
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
