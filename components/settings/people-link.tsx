"use client"

import { useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { TextInput } from "#components/ui/text-input"
import { faultOf } from "#lib/client/api/fault-of"
import { useMakeLink } from "#lib/client/api/people"
import type { ManagedPerson, OneTimeLink } from "#lib/domain/people-schema"
import { useBudgetText } from "./budgets-text"

/** A link that is shown this once, to be passed on. */
export function OneTimeLinkBox({ link, label }: { link: OneTimeLink; label: string }) {
  const t = useTranslations("people")
  const common = useTranslations("common")
  const text = useBudgetText()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without https there is no clipboard for pages: then the text is there, selected, to be copied by hand.
    field.current?.select()
    await navigator.clipboard?.writeText(link.link).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <div>
      <div className="flex gap-2">
        <TextInput
          ref={field}
          readOnly
          aria-label={label}
          value={link.link}
          onFocus={(event) => event.target.select()}
          className="grow font-mono text-xs"
        />
        <Button variant="primary" onClick={copy}>
          {copied ? common("copied") : t("copyLink")}
        </Button>
      </div>
      <p role="status" className="mt-1 text-ink-2 text-xs">
        {t("linkOnce", { at: text.moment(link.expiresAt) })}
      </p>
    </div>
  )
}

/** A new way in for somebody who has lost theirs. */
export function LinkDialog({ person, onClose }: { person: ManagedPerson; onClose: () => void }) {
  const t = useTranslations("people")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const make = useMakeLink()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("linkTitle", { name: person.name })}
      actions={
        make.data ? (
          <Button onClick={onClose}>{t("done")}</Button>
        ) : (
          <>
            <Button variant="ghost" onClick={onClose}>
              {common("cancel")}
            </Button>
            <Button variant="primary" busy={make.isPending} onClick={() => make.mutate(person.id)}>
              {t("makeLink")}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p className="text-pretty">{t("linkHint")}</p>
        {make.data ? <OneTimeLinkBox link={make.data} label={t("linkFor", { name: person.name })} /> : null}
        {make.error ? <ErrorCard {...errorText(faultOf(make.error))} /> : null}
      </div>
    </Dialog>
  )
}
