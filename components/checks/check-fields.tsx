"use client"

import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { TextArea } from "#components/ui/text-area"
import { TextInput } from "#components/ui/text-input"
import type { Check } from "#lib/domain/check-schema"
import { CountField } from "./count-field"
import { NotSelect } from "./not-select"
import { OptionChip } from "./option-chip"

interface CheckFieldsProps {
  check: Check
  onChange: (next: Check) => void
  /** The field that is wrong, or "any". */
  invalidField: string | undefined
  messageId: string
}

/** The fields of a check, on a line where they fit. */
export function CheckFields({ check, onChange, invalidField, messageId }: CheckFieldsProps) {
  const t = useTranslations("checks")
  const invalidOf = (field: string) => (invalidField === field || invalidField === "any" ? messageId : false)
  switch (check.kind) {
    case "contains":
      return (
        <Line>
          <NotSelect
            words={{ yes: t("words.contains"), no: t("words.containsNot") }}
            not={check.not}
            onChange={(not) => onChange({ ...check, not })}
          />
          <TextInput
            aria-label={t("fields.text")}
            placeholder={t("fields.text")}
            value={check.text}
            maxLength={10_000}
            invalid={invalidOf("text")}
            onChange={(event) => onChange({ ...check, text: event.target.value })}
            className="h-7! min-w-32 grow"
          />
          <OptionChip
            label={t("fields.ignoreCase")}
            on={check.ignoreCase}
            onChange={(ignoreCase) => onChange({ ...check, ignoreCase })}
          />
        </Line>
      )
    case "regex":
      return (
        <Line>
          <NotSelect
            words={{ yes: t("words.regex"), no: t("words.regexNot") }}
            not={check.not}
            onChange={(not) => onChange({ ...check, not })}
          />
          <TextInput
            aria-label={t("fields.pattern")}
            placeholder={t("fields.pattern")}
            value={check.pattern}
            maxLength={2_000}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            invalid={invalidOf("pattern")}
            onChange={(event) => onChange({ ...check, pattern: event.target.value })}
            className="h-7! min-w-32 grow font-mono text-xs!"
          />
          <span className="flex flex-wrap gap-1">
            {(["i", "m", "s", "u"] as const).map((flag) => (
              <OptionChip
                key={flag}
                label={t(`flags.${flag}`)}
                short={flag}
                on={check.flags.includes(flag)}
                onChange={(on) =>
                  onChange({ ...check, flags: on ? check.flags + flag : check.flags.replace(flag, "") })
                }
              />
            ))}
          </span>
        </Line>
      )
    case "json":
      return <p className="flex min-h-7 items-center text-sm">{t("kinds.json")}</p>
    case "json_schema":
      return (
        <>
          <p className="flex min-h-7 items-center text-sm">{t("kinds.json_schema")}</p>
          <TextArea
            aria-label={t("fields.schema")}
            value={check.schema}
            maxLength={100_000}
            rows={3}
            autoGrow
            spellCheck={false}
            invalid={invalidOf("schema")}
            onChange={(event) => onChange({ ...check, schema: event.target.value })}
            className="block max-h-64 font-mono text-xs!"
          />
        </>
      )
    case "length":
      return (
        <Line>
          <span className="text-sm">{t("words.length")}</span>
          <CountField
            label={t("fields.min")}
            value={check.min}
            invalid={invalidOf("min")}
            onChange={(min) => onChange({ ...check, min })}
          />
          <CountField
            label={t("fields.max")}
            value={check.max}
            invalid={invalidOf("max")}
            onChange={(max) => onChange({ ...check, max })}
          />
          <Select
            size="sm"
            aria-label={t("fields.unit")}
            value={check.unit}
            onChange={(event) =>
              onChange({ ...check, unit: event.target.value === "words" ? "words" : "characters" })
            }
          >
            <option value="words">{t("units.words")}</option>
            <option value="characters">{t("units.characters")}</option>
          </Select>
        </Line>
      )
  }
}

function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-1.5">{children}</div>
}
