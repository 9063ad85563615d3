"use client"

import { useTranslations } from "use-intl"
import { TextArea } from "#components/ui/text-area"
import { useConnectionForm } from "./form-context"
import { FormField, FormGroup } from "./form-field"

/** Which servers are believed: an authority of one's own, and whether keys may travel in the clear. For admins. */
export function TrustFields() {
  const t = useTranslations("connections.form")
  const { draft, edit, idOf } = useConnectionForm()
  return (
    <FormGroup title={t("trust")}>
      <FormField field="caPem" label={t("caPem")} hint={t("caPemHint")}>
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            value={draft.caPem}
            onChange={(event) => edit({ caPem: event.target.value })}
            className="font-mono text-xs!"
          />
        )}
      </FormField>
      <label className="flex items-start gap-2 text-sm pointer-coarse:min-h-10">
        <input
          id={idOf("allowPlainHttp")}
          type="checkbox"
          checked={draft.allowPlainHttp}
          aria-describedby={idOf("allowPlainHttp-hint")}
          onChange={(event) => edit({ allowPlainHttp: event.target.checked })}
          className="mt-1"
        />
        <span>
          {t("allowPlainHttp")}
          <span id={idOf("allowPlainHttp-hint")} className="block text-ink-2 text-xs">
            {t("allowPlainHttpHint")}
          </span>
        </span>
      </label>
    </FormGroup>
  )
}
