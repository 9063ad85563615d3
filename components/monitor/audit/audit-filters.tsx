"use client"

import { useQuery } from "@tanstack/react-query"
import { X } from "lucide-react"
import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { SearchField } from "#components/shell/search-field"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { peopleQuery } from "#lib/client/api/people"
import { auditGroupNames, auditOutcomes } from "#lib/domain/audit"
import { useAuditPlace } from "./use-audit-place"

/** What of the log is shown. */
export function AuditFilters() {
  const t = useTranslations("operations.audit")
  const { address, isFiltered, change, clear } = useAuditPlace()
  const people = useQuery(peopleQuery())
  const listed = people.data?.people ?? []
  const isKnown = !address.person || listed.some(({ id }) => id === address.person)
  return (
    <search
      aria-label={t("filters.label")}
      className="grid grid-cols-2 items-end gap-x-3 gap-y-2 sm:flex sm:flex-wrap"
    >
      <SearchField
        label={t("filters.q")}
        query={address.q ?? ""}
        onSearch={(q) => change({ q: q || undefined })}
        className="col-span-2 sm:w-64"
      />
      <Field label={t("filters.person")}>
        {(id) => (
          <Select
            id={id}
            className="sm:w-36"
            value={address.person ?? ""}
            onChange={(event) => change({ person: event.target.value || undefined })}
          >
            <option value="">{t("filters.any")}</option>
            {isKnown ? null : <option value={address.person}>{address.person}</option>}
            {listed.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.group")}>
        {(id) => (
          <Select
            id={id}
            className="sm:w-36"
            value={address.group ?? ""}
            onChange={({ target }) =>
              change({ group: auditGroupNames.find((group) => group === target.value) })
            }
          >
            <option value="">{t("filters.any")}</option>
            {auditGroupNames.map((group) => (
              <option key={group} value={group}>
                {t(`groups.${group}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("filters.outcome")}>
        {(id) => (
          <Select
            id={id}
            className="sm:w-28"
            value={address.outcome ?? ""}
            onChange={({ target }) =>
              change({ outcome: auditOutcomes.find((outcome) => outcome === target.value) })
            }
          >
            <option value="">{t("filters.any")}</option>
            {auditOutcomes.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`outcomes.${outcome}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {(["from", "to"] as const).map((name) => (
        <Field key={name} label={t(`filters.${name}`)}>
          {(id) => (
            <TextInput
              id={id}
              type="date"
              className="w-full sm:w-36"
              min={name === "to" ? address.from : undefined}
              max={name === "from" ? address.to : undefined}
              value={address[name] ?? ""}
              onChange={(event) => change({ [name]: event.target.value || undefined })}
            />
          )}
        </Field>
      ))}
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          <X aria-hidden size={14} />
          {t("filters.clear")}
        </Button>
      ) : null}
    </search>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-2 text-xs">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
