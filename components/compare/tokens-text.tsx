"use client"

import { memo, useMemo, useRef } from "react"
import { useTranslations } from "use-intl"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { piecesOf, textAfter } from "#lib/client/compare/token-pieces"
import type { Token } from "#lib/domain/outcome"
import type { Alternative } from "./token-alternatives"
import { TokenLegend } from "./token-legend"
import { TokenPopover } from "./token-popover"
import { TokenSpans } from "./token-spans"
import styles from "./tokens.module.css"
import { useProbabilityText } from "./use-probability-text"
import { useTokenTarget } from "./use-token-target"

export interface TokensTextProps {
  tokens: Token[]
  /** The whole answer: what of it came without tokens is shown after them. */
  text: string
  /** Whether the text can be continued from an alternative. */
  canContinue: boolean
  /** Why not, as a sentence. */
  reason?: string
  /** One legend is enough for answers side by side. */
  showsLegend?: boolean
  /** The text before the token is `textBefore(tokens, tokenIndex)`; the alternative is whole characters. */
  onContinue: (tokenIndex: number, alternative: Alternative) => void
}

/** An answer token by token, shaded by probability; a box shows the alternatives of the one that is looked at. */
export const TokensText = memo(function TokensText({
  tokens,
  text,
  canContinue,
  reason,
  showsLegend = true,
  onContinue,
}: TokensTextProps) {
  const t = useTranslations("compare.tokens")
  const percent = useProbabilityText()
  const box = useRef<HTMLDivElement>(null)
  const { target, close, listeners } = useTokenTarget(box)
  const pieces = useMemo(() => piecesOf(tokens), [tokens])
  const rest = useMemo(() => textAfter(tokens, text) ?? "", [tokens, text])
  const token = target && tokens[target.index]
  const piece = target && pieces[target.index]
  if (tokens.length === 0) return <p className="max-w-measure text-ink-2 text-sm">{t("none")}</p>
  return (
    <div className="relative max-w-measure">
      {showsLegend ? (
        <>
          <TokenLegend />
          <p className="mb-3 text-2xs text-ink-3">{t("help")}</p>
        </>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of tokens is no group of fields. */}
      <div ref={box} role="group" aria-label={t("label")} className={styles.tokens} {...listeners}>
        <TokenSpans tokens={tokens} />
        {target && token && piece ? (
          <TokenPopover
            key={target.index}
            target={target}
            token={token}
            piece={piece}
            total={tokens.length}
            canContinue={canContinue}
            reason={reason}
            onContinue={(alternative) => {
              close()
              onContinue(target.index, alternative)
            }}
          />
        ) : null}
        <VisuallyHidden aria-live="polite">
          {target?.by === "focus" && piece
            ? piece.probability === null
              ? t("probabilityUnknown")
              : t("probability", { value: percent(piece.probability) })
            : null}
        </VisuallyHidden>
      </div>
      {rest === "" ? null : (
        <>
          <div className="whitespace-pre-wrap break-words text-ink-2 text-read">{rest}</div>
          <p className="mt-2 text-2xs text-ink-3">{t("rest")}</p>
        </>
      )}
    </div>
  )
})
