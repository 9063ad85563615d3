"use client"

import { WifiOff } from "lucide-react"
import { useSyncExternalStore } from "react"
import { useTranslations } from "use-intl"

/** True while the browser says that it has no network. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  )
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("online", onChange)
  window.addEventListener("offline", onChange)
  return () => {
    window.removeEventListener("online", onChange)
    window.removeEventListener("offline", onChange)
  }
}

/** A strip under the top bar while there is no network. */
export function OfflineNotice() {
  const t = useTranslations("shell")
  const isOffline = useIsOffline()
  return (
    <div role="status">
      {isOffline ? (
        <p className="flex items-center justify-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-ink text-sm">
          <WifiOff aria-hidden size={14} className="shrink-0 text-warn" />
          {t("offline")}
        </p>
      ) : null}
    </div>
  )
}
