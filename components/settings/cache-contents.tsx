"use client"

import type { ReactNode } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { useToast } from "#components/ui/toast"
import { useClearCache } from "#lib/client/api/cache"
import { faultOf } from "#lib/client/api/fault-of"
import type { CacheFigures } from "#lib/domain/answer-cache"
import { mayActAs } from "#lib/domain/person"

/** What the cache holds now, how often it had an answer, and the ways to empty it. */
export function CacheContents({ figures }: { figures: CacheFigures }) {
  const t = useTranslations("operations.cache")
  const format = useFormatter()
  const errorText = useErrorText()
  const toast = useToast()
  const { role } = usePerson()
  const clear = useClearCache()
  const { entries, bytes, own, hits, misses } = figures
  const size = (value: number) =>
    value < 1_000_000
      ? format.number(Math.ceil(value / 1000), { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 })
      : format.number(value / 1_000_000, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 })
  const empty = (whose: "own" | "all") =>
    clear.mutate(whose, {
      onSuccess: ({ removed }) => toast({ text: t("emptied", { count: removed }), tone: "ok" }),
      onError: (error) => {
        const { title, hint } = errorText(faultOf(error))
        toast({ text: `${title}. ${hint}`, tone: "error" })
      },
    })
  return (
    <div className="grid gap-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Figure name={t("all")}>{t("sum", { count: entries, size: size(bytes) })}</Figure>
        <Figure name={t("own")}>{t("sum", { count: own.entries, size: size(own.bytes) })}</Figure>
        <Figure name={t("hitRate")}>
          {hits + misses === 0
            ? t("noHits")
            : t("rate", {
                share: format.number(hits / (hits + misses), { style: "percent" }),
                hits,
                asked: hits + misses,
              })}
        </Figure>
      </dl>
      {mayActAs(role, "member") ? (
        <div className="flex flex-wrap gap-2">
          <Button disabled={own.entries === 0} busy={clear.isPending} onClick={() => empty("own")}>
            {t("emptyOwn")}
          </Button>
          {mayActAs(role, "admin") ? (
            <Button disabled={entries === 0} busy={clear.isPending} onClick={() => empty("all")}>
              {t("emptyAll")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  )
}
