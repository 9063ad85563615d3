"use client"

import { type ReactNode, useMemo } from "react"
import { IntlProvider, useLocale, useMessages } from "use-intl"
import type { Messages } from "#lib/client/messages"

/** Adds the sentences of the operator's pages to those that every page has. */
export function OperationsMessages(props: { messages: Pick<Messages, "operations">; children: ReactNode }) {
  const locale = useLocale()
  const common = useMessages()
  const messages = useMemo(() => ({ ...common, ...props.messages }), [common, props.messages])
  return (
    <IntlProvider locale={locale} messages={messages}>
      {props.children}
    </IntlProvider>
  )
}
