"use client"

import { useFormatter, useTranslations } from "use-intl"
import type { TestFacts, TestStepName } from "#lib/domain/connection-test-report"

/** More than these are only counted. */
const longestList = 4

/** Returns the function that says what a step of a test found out, one sentence a line. */
export function useFactsText(): (step: { name: TestStepName; facts: TestFacts }) => string[] {
  const t = useTranslations("connections.test.facts")
  const separator = useTranslations("connections")("separator")
  const format = useFormatter()
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" })
  const few = (items: string[], count: number) => {
    const shown = items.slice(0, longestList).join(separator)
    return count > longestList ? t("andMore", { shown, count: count - longestList }) : shown
  }
  return ({ facts }) => {
    const { host, port, addresses, version, certificate, differenceMs, count, ids, model, text } = facts
    return [
      host === undefined ? undefined : port === undefined ? host : `${host}:${port}`,
      addresses && few(addresses, addresses.length),
      version,
      certificate &&
        t("certificate", {
          subject: certificate.subject,
          issuer: certificate.issuer,
          until: day(certificate.validTo),
        }),
      differenceMs === undefined
        ? undefined
        : // The header counts whole seconds: less than one is no difference.
          Math.abs(differenceMs) < 1500
          ? t("sameClock")
          : t("difference", {
              seconds: format.number(Math.round(Math.abs(differenceMs) / 1000)),
              direction: differenceMs > 0 ? "ahead" : "behind",
            }),
      count === undefined ? undefined : t("models", { count }),
      ids && ids.length > 0 ? few(ids, count ?? ids.length) : undefined,
      model === undefined ? undefined : text ? t("token", { model, text }) : model,
    ].filter((line): line is string => line !== undefined && line !== "")
  }
}
