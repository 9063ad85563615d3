"use client"

import { ChevronRight } from "lucide-react"
import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { AccessFields } from "./access-fields"
import { AmountFields } from "./amount-fields"
import { CredentialFields } from "./credential-fields"
import { useConnectionForm } from "./form-context"
import { FormGroup, TextField } from "./form-field"
import { TrustFields } from "./trust-fields"

/** Fields that lie under "More". */
const isFurther = (field: string): boolean =>
  /^(planQuota|timeLimits|caPem|allowPlainHttp|statusUrl|consoleUrl)/.test(field)

/** All that can be said of a connection. Of one that comes with the server, where it goes and how it signs is given. */
export function ConnectionFields() {
  const t = useTranslations("connections.form")
  const { draft, edit, stored } = useConnectionForm()
  const isEditable = stored?.editable !== false
  return (
    <div className="flex flex-col gap-4">
      {isEditable ? (
        <>
          <FormGroup title={t("server")}>
            <TextField
              field="name"
              label={t("name")}
              hint={t("nameHint")}
              maxLength={80}
              value={draft.name}
              onChange={(name) => edit({ name })}
            />
            <TextField
              field="baseUrl"
              label={t("baseUrl")}
              hint={t(draft.dialect === "sdwebui" ? "baseUrlHintWebui" : "baseUrlHint")}
              inputMode="url"
              placeholder="https://api.example.com/v1"
              value={draft.baseUrl}
              onChange={(baseUrl) => edit({ baseUrl })}
            />
          </FormGroup>
          <CredentialFields />
        </>
      ) : (
        <p className="text-pretty text-ink-2 text-sm">
          {stored?.owner
            ? t("ofOwner", { name: stored.owner.name })
            : t(`given.${stored?.source ?? "built-in"}`)}
        </p>
      )}
      <AccessFields />
      <AmountFields group="limits" />
      <FurtherFields isEditable={isEditable} />
    </div>
  )
}

function FurtherFields({ isEditable }: { isEditable: boolean }) {
  const t = useTranslations("connections.form")
  const { draft, edit, problems, idOf, isAdmin } = useConnectionForm()
  const [isOpen, setOpen] = useState(false)
  const isNeeded = Object.keys(problems).some(isFurther)
  useEffect(() => {
    if (isNeeded) setOpen(true)
  }, [isNeeded])
  const isShown = isOpen || isNeeded
  return (
    <section className="border-t pt-3">
      <button
        type="button"
        aria-expanded={isShown}
        aria-controls={idOf("further")}
        onClick={() => setOpen(!isShown)}
        className="-mx-1.5 flex items-center gap-1.5 rounded px-1.5 py-1 font-medium text-sm hover:bg-hover pointer-coarse:min-h-10"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames("transition-transform", isShown ? "rotate-90" : null)}
        />
        {t("more")}
        <span className="font-normal text-ink-3 text-xs">{t("moreHint")}</span>
      </button>
      <div id={idOf("further")} hidden={!isShown} className="mt-3">
        {isShown ? (
          <div className="flex flex-col gap-4">
            <FormGroup title={t("links")} lead={t("linksLead")}>
              <div className="grid gap-3 sm:grid-cols-2">
                {(["statusUrl", "consoleUrl"] as const).map((name) => (
                  <TextField
                    key={name}
                    field={name}
                    label={t(name)}
                    inputMode="url"
                    value={draft[name]}
                    onChange={(value) => edit({ [name]: value })}
                  />
                ))}
              </div>
            </FormGroup>
            <AmountFields group="planQuota" />
            <AmountFields group="timeLimits" />
            {isEditable && isAdmin ? <TrustFields /> : null}
          </div>
        ) : null}
      </div>
    </section>
  )
}
