"use client"

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { IntlProvider } from "use-intl"
import { ToastProvider } from "#components/ui/toast"
import { ApiError } from "#lib/client/api/request"
import type { Messages } from "#lib/client/messages"
import type { Locale } from "#lib/domain/locale"
import type { Person } from "#lib/domain/person"
import { ChineseFace } from "./chinese-face"
import { PersonProvider } from "./person"

interface ProvidersProps {
  locale: Locale
  messages: Messages
  /** Undefined on the sign-in page. */
  person?: Person
  children: ReactNode
}

/** What every page has around it: language, server state, the person, messages at the foot. */
export function Providers({ locale, messages, person, children }: ProvidersProps) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      <QueryClientProvider client={queryClient}>
        <PersonProvider value={person}>
          <ToastProvider>{children}</ToastProvider>
        </PersonProvider>
      </QueryClientProvider>
      <ChineseFace atOnce={locale === "zh-CN"} />
    </IntlProvider>
  )
}

/** Times are shown in the reader's own zone; they come with data, after hydration, so the server's never shows. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && mayHelpToRepeat(error) },
    },
  })
}

function mayHelpToRepeat(error: Error): boolean {
  return error instanceof ApiError && (error.code === "offline" || error.status >= 500)
}

/** A session that ended elsewhere: sign in again and come back to the same address. */
function leaveWhenSignedOut(error: Error) {
  if (!(error instanceof ApiError) || error.code !== "unauthenticated") return
  const here = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?to=${encodeURIComponent(here)}`)
}
