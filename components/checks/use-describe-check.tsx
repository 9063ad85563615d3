"use client"

import { useCallback } from "react"
import { useFormatter, useTranslations } from "use-intl"
import type { Check } from "#lib/domain/check-schema"

/** Longest text that a sentence quotes. */
const quoted = 60

/** Says what a check asks for: "contains “Paris”", "at most 200 words". */
export function useDescribeCheck(): (check: Check) => string {
  const t = useTranslations("checks.sentences")
  const format = useFormatter()
  return useCallback(
    (check) => {
      switch (check.kind) {
        case "contains": {
          const text = shorten(check.text)
          const sentence = check.not ? t("containsNot", { text }) : t("contains", { text })
          return check.ignoreCase ? t("anyCase", { sentence }) : sentence
        }
        case "regex": {
          const pattern = `/${shorten(check.pattern)}/${check.flags}`
          return check.not ? t("regexNot", { pattern }) : t("regex", { pattern })
        }
        case "json":
          return t("json")
        case "json_schema":
          return t("jsonSchema")
        case "length": {
          const { unit, min, max } = check
          if (min === undefined && max === undefined) return t("length")
          if (max === undefined) return t(`${unit}.atLeast`, { min: min ?? 0 })
          if (min === undefined) return t(`${unit}.atMost`, { max })
          if (min === max) return t(`${unit}.exactly`, { max })
          return t(`${unit}.between`, { min: format.number(min), max })
        }
      }
    },
    [t, format],
  )
}

function shorten(text: string): string {
  const line = text.replaceAll("\n", "↵")
  return line.length > quoted ? `${line.slice(0, quoted)}…` : line
}
