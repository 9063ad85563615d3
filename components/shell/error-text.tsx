"use client"

import { useMemo } from "react"
import { useMessages, useTranslations } from "use-intl"
import { argumentsOf } from "#lib/client/sentence-arguments"

/** Anything that carries a code: an ApiError, a run's error. */
export interface CodedError {
  code: string
  message: string
  hint: string
  params?: Record<string, string | number>
}

/** Error codes come from outside, so the key is checked when it is used, not when it is compiled. */
interface OpenTranslator {
  (key: string, values?: Record<string, string | number | Date>): string
  has(key: string): boolean
}

/**
 * Returns the function that says an error in the person's language: `errors.<code>.title` and `.hint`, and
 * where there is no sentence (or its figures are missing) the error's own English message and hint.
 */
export function useErrorText(): (error: CodedError) => { title: string; hint: string } {
  const t = useTranslations("errors" as never) as unknown as OpenTranslator
  // Not t.raw(): where messages are compiled beforehand, it throws in development.
  const { errors } = useMessages() as unknown as { errors: Record<string, Record<string, unknown>> }
  return useMemo(() => {
    const say = (error: CodedError, part: "title" | "hint", fallback: string) => {
      const key = `${error.code}.${part}`
      if (!t.has(key)) return fallback
      // Moments are sent as numbers; a sentence that names one needs it as a date.
      const { resets, ...rest } = error.params ?? {}
      const params = resets === undefined ? rest : { ...rest, resets: new Date(resets) }
      return argumentsOf(errors[error.code]?.[part], params).every((name) => name in params)
        ? t(key, params)
        : fallback
    }
    return (error) => ({
      title: say(error, "title", error.message),
      hint: say(error, "hint", error.hint),
    })
  }, [t, errors])
}
