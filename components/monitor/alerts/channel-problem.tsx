"use client"

import { useTranslations } from "use-intl"
import type { ApiError } from "#lib/client/api/request"

const known = ["name", "url", "to", "server", "host", "port", "user", "sender", "caPem", "secret"] as const
export type ChannelField = (typeof known)[number]

export interface ChannelProblem {
  /** What is wrong with a field and what to do; undefined: nothing. */
  (field: ChannelField): string | undefined
  /** Whether the fault is said beside one of the fields. */
  isShown: boolean
}

/** Says beside which field of a channel a fault belongs. */
export function useChannelProblem(fault: ApiError | null): ChannelProblem {
  const t = useTranslations("operations.alerts.channels.wrong")
  const parts = fault?.field?.split(".") ?? []
  const name = parts[0] === "server" && parts.length > 1 ? parts[1] : parts[0]
  const at = known.find((field) => field === name)
  const say = (): string | undefined => {
    if (at !== "secret") return at && t(at)
    const problem = (["missing", "short", "reenter"] as const).find((each) => each === fault?.params?.problem)
    return t(`secret-${problem ?? "missing"}`)
  }
  return Object.assign((field: ChannelField) => (field === at ? say() : undefined), {
    isShown: at !== undefined,
  })
}
