import type { ReactNode } from "react"
import { classNames } from "./class-names"

export type Tone = "neutral" | "accent" | "ok" | "warn" | "error" | "info"

const tones: Record<Tone, string> = {
  neutral: "border-line-strong text-ink-2",
  accent: "border-transparent bg-accent-soft text-accent-ink",
  ok: "border-transparent bg-ok-soft text-ok",
  warn: "border-transparent bg-warn-soft text-warn",
  error: "border-transparent bg-error-soft text-error",
  info: "border-transparent bg-info-soft text-info",
}

/** A word that marks a thing: "Sandbox", "estimated". Semantic tones for state only, with `icon` or a clear word. */
export function Badge(props: { children: ReactNode; tone?: Tone; icon?: ReactNode; className?: string }) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-xs border px-1.5 font-medium text-2xs",
        tones[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {props.icon}
      {props.children}
    </span>
  )
}
