"use client"

import { Eye, EyeOff } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import type { SecretName } from "#lib/client/connection-draft"
import { secretKindOf } from "#lib/domain/secret-reference"
import { useConnectionForm } from "./form-context"
import { FormField } from "./form-field"

/**
 * A secret goes in and never comes out: what is stored shows its last four characters only. A reference to one is no
 * secret, and is read while it is typed.
 */
export function SecretField({ name }: { name: SecretName }) {
  const t = useTranslations("connections")
  const { draft, edit, stored, isAdmin } = useConnectionForm()
  const [isShown, setShown] = useState(false)
  const value = draft.secrets[name]
  const isReference = secretKindOf(value) !== "literal"
  const kept =
    stored?.credential.kind === draft.kind
      ? stored.credential.fields.find((field) => field.name === name)
      : undefined
  const keptText = kept ? (kept.reference ?? (kept.lastFour ? `…${kept.lastFour}` : "…")) : undefined
  const hint =
    isReference && value
      ? t("secret.isReference")
      : [
          keptText ? t("secret.kept", { shown: keptText }) : undefined,
          isAdmin ? t("secret.orReference") : undefined,
        ]
          .filter(Boolean)
          .join(" ")
  const isPlain = isReference || isShown || name === "user"
  return (
    <FormField field={`credential.${name}`} label={t(`secrets.${name}`)} hint={hint || undefined}>
      {(control) => (
        <span className="flex gap-1">
          <TextInput
            {...control}
            type={isPlain ? "text" : "password"}
            // No browser offers to keep it, or fills in the password of this site.
            autoComplete={name === "user" ? "off" : "new-password"}
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            placeholder={keptText}
            value={value}
            onChange={(event) => edit({ secrets: { ...draft.secrets, [name]: event.target.value } })}
            className="min-w-0 flex-1"
          />
          {name === "user" ? null : (
            <IconButton
              label={t(isShown ? "secret.hide" : "secret.show", { name: t(`secrets.${name}`) })}
              aria-pressed={isShown}
              disabled={isReference || value === ""}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
            </IconButton>
          )}
        </span>
      )}
    </FormField>
  )
}
