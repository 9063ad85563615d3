"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { kindsOf, secretNames, withKind } from "#lib/client/connection-draft"
import type { CredentialKind } from "#lib/domain/connection"
import { useConnectionForm } from "./form-context"
import { FormField, FormGroup, TextField } from "./form-field"
import { SecretField } from "./secret-field"

/** How requests are signed: the kind, its secrets, and for OAuth 2.0 where its server is. */
export function CredentialFields() {
  const t = useTranslations("connections")
  const { draft, edit, stored, problems, idOf } = useConnectionForm()
  const kinds = kindsOf(draft.template, stored)
  const wrong = problems.credential
  return (
    <FormGroup title={t("form.credential")} lead={t("form.credentialLead")}>
      {kinds.length > 1 ? (
        <FormField field="credential.kind" label={t("form.kind")}>
          {({ invalid, ...control }) => (
            <Select
              {...control}
              aria-invalid={invalid !== false}
              value={draft.kind}
              onChange={(event) => edit(withKind(draft, event.target.value as CredentialKind))}
              className="w-full sm:w-80"
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      ) : null}
      {wrong ? (
        <p id={idOf("credential")} tabIndex={-1} role="alert" className="text-pretty text-error text-xs">
          {t(`problems.${wrong.code}`, wrong.values)}
        </p>
      ) : null}
      {draft.kind === "oauth2" ? <OAuthFields /> : null}
      {secretNames(draft.kind).map((name) => (
        <SecretField key={name} name={name} />
      ))}
    </FormGroup>
  )
}

function OAuthFields() {
  const t = useTranslations("connections.form")
  const { draft, edit } = useConnectionForm()
  const field = (name: keyof typeof draft.oauth, hint?: string) => (
    <TextField
      field={`credential.${name}`}
      label={t(name)}
      hint={hint}
      value={draft.oauth[name]}
      onChange={(value) => edit({ oauth: { ...draft.oauth, [name]: value } })}
    />
  )
  return (
    <>
      {field("clientId")}
      {field("authorizeUrl", t("authorizeUrlHint"))}
      {field("tokenUrl")}
      {field("scope", t("scopeHint"))}
    </>
  )
}
