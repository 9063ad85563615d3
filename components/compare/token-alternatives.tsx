"use client"

import type { CSSProperties } from "react"
import { useTranslations } from "use-intl"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { isWhole, probabilityOf, visibleText } from "#lib/client/compare/token-pieces"
import type { Token } from "#lib/domain/outcome"
import styles from "./tokens.module.css"
import { useProbabilityText } from "./use-probability-text"

export type Alternative = Token["top"][number]

interface TokenAlternativesProps {
  token: Token
  /** It begins within a character, so that no text ends before it. */
  isPartway: boolean
  canContinue: boolean
  /** Why not. */
  reason?: string
  onContinue: (alternative: Alternative) => void
}

/** What might have stood in a token's place, the likeliest first: a button each, which continues from there. */
export function TokenAlternatives({
  token,
  isPartway,
  canContinue,
  reason,
  onContinue,
}: TokenAlternativesProps) {
  const t = useTranslations("compare.tokens")
  const percent = useProbabilityText()
  if (token.top.length === 0) return <p className="text-ink-2 text-xs">{t("noAlternatives")}</p>
  const alternatives = token.top.toSorted((a, b) => b.logprob - a.logprob)
  const why = isPartway ? t("incomplete") : canContinue ? undefined : (reason ?? "")
  return (
    <>
      <ul aria-label={t("alternatives")} className="flex flex-col gap-px">
        {alternatives.map((alternative, place) => {
          const probability = probabilityOf(alternative.logprob) ?? 0
          const share = { "--share": `${probability * 100}%` } as CSSProperties
          const name = visibleText(alternative.text).replaceAll("\n", "")
          const isChosen = sameToken(alternative, token)
          const row = `${styles.share} figures flex min-h-7 w-full items-center justify-between gap-3 rounded-xs px-2 text-left pointer-coarse:min-h-10`
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same and differ in bytes; the list never changes.
            <li key={place}>
              {isChosen ? (
                <span style={share} className={row}>
                  <span className="min-w-0 whitespace-pre-wrap break-all font-mono">{name}</span>
                  <span className="text-ink-2 text-xs">
                    {t("chosen")} · {percent(probability)}
                  </span>
                </span>
              ) : (
                <button
                  type="button"
                  style={share}
                  disabled={why !== undefined || !isWhole(alternative)}
                  title={isWhole(alternative) ? undefined : t("incomplete")}
                  onClick={() => onContinue(alternative)}
                  className={`${row} enabled:hover:outline-1 enabled:hover:outline-line-control disabled:text-ink-2`}
                >
                  <span className="min-w-0 whitespace-pre-wrap break-all font-mono">{name}</span>
                  <span className="text-ink-2 text-xs">{percent(probability)}</span>
                  <VisuallyHidden>{t("continue")}</VisuallyHidden>
                </button>
              )}
            </li>
          )
        })}
      </ul>
      <p className="mt-2 text-ink-2 text-xs">{why ?? t("continueHint")}</p>
    </>
  )
}

function sameToken(a: Alternative, b: Token): boolean {
  if (a.bytes && b.bytes) return a.bytes.join() === b.bytes.join()
  return a.text === b.text
}
