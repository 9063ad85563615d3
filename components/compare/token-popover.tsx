"use client"

import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from "react"
import { useTranslations } from "use-intl"
import { useAnchored } from "#components/ui/anchored"
import type { TokenPiece } from "#lib/client/compare/token-pieces"
import type { Token } from "#lib/domain/outcome"
import { type Alternative, TokenAlternatives } from "./token-alternatives"
import { useProbabilityText } from "./use-probability-text"
import type { TokenTarget } from "./use-token-target"

export interface TokenPopoverProps {
  target: TokenTarget
  token: Token
  piece: TokenPiece
  total: number
  canContinue: boolean
  reason?: string
  onContinue: (alternative: Alternative) => void
}

/** How likely a token was, and what might have stood in its place. Mounted anew for each token. */
export function TokenPopover({ target, token, piece, total, onContinue, ...may }: TokenPopoverProps) {
  const t = useTranslations("compare.tokens")
  const percent = useProbabilityText()
  const headingId = useId()
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLElement>(target.element)
  useLayoutEffect(() => box.current?.showPopover(), [])
  useAnchored(box, anchor, true, { side: "bottom", align: "start" })
  const isOpened = target.by === "opening"
  useEffect(() => {
    if (isOpened) (buttonsOf(box.current)[0] ?? box.current)?.focus()
  }, [isOpened])
  useEffect(() => {
    const { element } = target
    element.dataset.current = ""
    return () => {
      delete element.dataset.current
    }
  }, [target])

  const { part, probability } = piece
  return (
    <div
      ref={box}
      popover="manual"
      role="dialog"
      aria-labelledby={headingId}
      tabIndex={-1}
      onKeyDown={moveBetweenButtons}
      className="anchored overlay w-72 p-3 text-sm outline-none"
    >
      <p id={headingId} className="figures font-medium">
        {probability === null ? t("probabilityUnknown") : t("probability", { value: percent(probability) })}
      </p>
      <p className="figures mb-2 text-2xs text-ink-3">
        {t("number", { number: target.index + 1, total })}
        {part ? ` · ${t("part", { character: part.character, number: part.number, of: part.of })}` : null}
        {part && token.bytes ? ` · ${t("bytes", { bytes: hexOf(token.bytes) })}` : null}
      </p>
      <TokenAlternatives token={token} isPartway={(part?.number ?? 1) > 1} onContinue={onContinue} {...may} />
    </div>
  )
}

function hexOf(bytes: number[]): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ")
}

function buttonsOf(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll<HTMLButtonElement>("button:enabled") ?? [])]
}

function moveBetweenButtons(event: KeyboardEvent<HTMLElement>) {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : undefined
  const buttons = buttonsOf(event.currentTarget)
  if (by === undefined || buttons.length === 0) return
  event.preventDefault()
  const place = buttons.indexOf(document.activeElement as HTMLButtonElement)
  buttons[(place + by + buttons.length) % buttons.length]?.focus()
}
