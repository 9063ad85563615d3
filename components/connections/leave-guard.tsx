"use client"

import { useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"

/**
 * Leaving asks first when something typed would be lost. `leave` takes what is to be done; `question` takes the place
 * of the dialog's buttons while the answer is open. Trying to leave once more means to stay.
 */
export function useLeaveGuard(isDirty: boolean) {
  const t = useTranslations("connections.leave")
  const [asked, setAsked] = useState<{ go: () => void }>()
  /** Where one was when the question came up. */
  const place = useRef<Element>(null)
  const stay = () => {
    setAsked(undefined)
    if (place.current instanceof HTMLElement) place.current.focus()
  }
  const leave = (go: () => void) => {
    if (!isDirty) return go()
    if (asked) return stay()
    place.current = document.activeElement
    setAsked({ go })
  }
  const question = asked ? (
    <div role="alertdialog" aria-label={t("question")} className="flex flex-1 flex-wrap items-center gap-2">
      <p className="flex-1 text-sm">{t("question")}</p>
      <Button
        variant="danger"
        onClick={() => {
          setAsked(undefined)
          asked.go()
        }}
      >
        {t("discard")}
      </Button>
      <Button autoFocus variant="primary" onClick={stay}>
        {t("stay")}
      </Button>
    </div>
  ) : undefined
  return { leave, question }
}
