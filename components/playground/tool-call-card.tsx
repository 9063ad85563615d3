"use client"

import { Wrench } from "lucide-react"
import { useTranslations } from "use-intl"
import type { ToolCall } from "#lib/domain/prompt"

/** A call that a model asks for: the function's name, and its arguments set for reading. */
export function ToolCallCard({ call, isOpen = false }: { call: ToolCall; isOpen?: boolean }) {
  const t = useTranslations("request.calls")
  const pretty = prettyArguments(call.arguments)
  return (
    <figure className="rounded border bg-sunken">
      <figcaption className="flex min-w-0 items-center gap-2 border-b px-3 py-1.5 text-xs">
        <Wrench aria-hidden size={12} className="shrink-0 text-ink-2" />
        <span className="truncate font-medium font-mono">{call.name || t("unnamed")}</span>
        <span className="ml-auto truncate font-mono text-2xs text-ink-3">{call.id}</span>
      </figcaption>
      <pre className="overflow-x-auto whitespace-pre-wrap break-words px-3 py-2 text-xs leading-5">
        {(pretty ?? call.arguments) || t("noArguments")}
      </pre>
      {pretty === undefined && call.arguments !== "" && !isOpen ? (
        <p className="px-3 pb-2 text-warn text-xs">{t("badArguments")}</p>
      ) : null}
    </figure>
  )
}

function prettyArguments(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // Nothing inside needs no lines of its own.
    return JSON.stringify(value) === "{}" ? "{}" : JSON.stringify(value, null, 2)
  } catch {
    return undefined
  }
}
