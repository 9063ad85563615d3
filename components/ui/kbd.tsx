import type { ReactNode } from "react"

/** A key, as it is printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong bg-surface px-1 font-medium font-sans text-2xs text-ink-2">
      {children}
    </kbd>
  )
}
