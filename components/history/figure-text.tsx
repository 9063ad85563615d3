"use client"

import { useMemo } from "react"
import { useFormatter, useTranslations } from "use-intl"

export interface FigureText {
  /** US dollars; "—" when nobody knows the price, "free" when there is none. */
  cost: (dollars: number | undefined) => string
  count: (value: number) => string
  duration: (ms: number | null | undefined) => string
  speed: (tokensPerSecond: number | null | undefined) => string
  clock: (at: number) => string
  /** Day and time in full. */
  moment: (at: number) => string
  /** "Today", "Yesterday", or the day with its weekday. */
  day: (at: number) => string
}

/** Returns the functions that write figures in the person's language. */
export function useFigureText(): FigureText {
  const format = useFormatter()
  const common = useTranslations("common")
  const time = useTranslations("time")
  const figures = useTranslations("history.figures")
  return useMemo(() => {
    const unknown = common("unknown")
    const round = (value: number, digits: number) => format.number(value, { maximumFractionDigits: digits })
    return {
      cost: (dollars) => {
        if (dollars === undefined) return unknown
        if (dollars === 0) return common("free")
        const digits = dollars >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(dollars)))
        return format.number(dollars, { style: "currency", currency: "USD", maximumFractionDigits: digits })
      },
      count: (value) => format.number(value),
      duration: (ms) => {
        if (ms === null || ms === undefined) return unknown
        if (ms < 1000) return time("milliseconds", { value: round(ms, 0) })
        if (ms < 60_000) return time("seconds", { value: round(ms / 1000, ms < 10_000 ? 2 : 1) })
        return time("minutes", {
          minutes: Math.floor(ms / 60_000),
          seconds: Math.floor((ms % 60_000) / 1000),
        })
      },
      speed: (perSecond) =>
        perSecond === null || perSecond === undefined
          ? unknown
          : figures("tokensPerSecond", { value: round(perSecond, 1) }),
      clock: (at) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
      moment: (at) => format.dateTime(at, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }),
      day: (at) => {
        const today = new Date()
        const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
        const name = new Date(at).toDateString()
        if (name === today.toDateString()) return time("today")
        if (name === yesterday.toDateString()) return time("yesterday")
        return format.dateTime(at, { weekday: "short", day: "numeric", month: "short", year: "numeric" })
      },
    }
  }, [format, common, time, figures])
}
