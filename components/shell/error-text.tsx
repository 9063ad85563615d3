"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"

/** Anything that carries a code: an ApiError, a run's error. */
export interface CodedError {
  code: string
  message: string
  hint: string
  params?: Record<string, string | number>
}

/** Error codes come from outside, so the key is checked when it is used, not when it is compiled. */
interface OpenTranslator {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
  raw(key: string): unknown
}

/**
 * Returns the function that says an error in the person's language: `errors.<code>.title` and `.hint`, and
 * where there is no sentence (or its figures are missing) the error's own English message and hint.
 */
export function useErrorText(): (error: CodedError) => { title: string; hint: string } {
  const t = useTranslations("errors" as never) as unknown as OpenTranslator
  return useMemo(() => {
    const say = (error: CodedError, part: "title" | "hint", fallback: string) => {
      const key = `${error.code}.${part}`
      if (!t.has(key)) return fallback
      const params = error.params ?? {}
      return argumentsOf(t.raw(key)).every((name) => name in params) ? t(key, params) : fallback
    }
    return (error) => ({
      title: say(error, "title", error.message),
      hint: say(error, "hint", error.hint),
    })
  }, [t])
}

/** The names that a compiled sentence asks for: `[name]`, or `[name, kind, …]` with sentences inside. */
function argumentsOf(compiled: unknown): string[] {
  if (typeof compiled !== "object" || compiled === null) return []
  if (!Array.isArray(compiled)) return Object.values(compiled).flatMap(argumentsOf)
  return compiled.flatMap((part: unknown) => {
    if (!Array.isArray(part)) return argumentsOf(part)
    const [name, ...rest]: unknown[] = part
    return [...(typeof name === "string" ? [name] : []), ...rest.flatMap(argumentsOf)]
  })
}
