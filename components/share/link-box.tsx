"use client"

import { useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextInput } from "#components/ui/text-input"

/** A link to be copied. */
export function LinkBox({ link, label }: { link: string; label: string }) {
  const t = useTranslations("share")
  const common = useTranslations("common")
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState("")
  const copy = async () => {
    // Without https there is no clipboard for pages: then the text is there, selected, to be copied by hand.
    field.current?.select()
    await navigator.clipboard?.writeText(link).then(
      () => setCopied(link),
      () => undefined,
    )
  }
  return (
    <div className="flex gap-2">
      <TextInput
        ref={field}
        readOnly
        aria-label={label}
        value={link}
        onFocus={(event) => event.target.select()}
        className="grow font-mono text-xs"
      />
      <Button variant="primary" onClick={copy}>
        {copied === link ? common("copied") : t("copyLink")}
      </Button>
    </div>
  )
}
