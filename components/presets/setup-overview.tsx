"use client"

import { useTranslations } from "use-intl"
import { useDescribeCheck } from "#components/checks/use-describe-check"
import { DetailSection } from "#components/history/detail-section"
import type { NamedConnection } from "#lib/client/presets/named-connections"
import type { Setup } from "#lib/domain/setup-schema"
import { SetupColumns } from "./setup-columns"
import { SetupPrompt } from "./setup-prompt"
import { SetupVariables } from "./setup-variables"

export interface SetupOverviewProps {
  setup: Setup
  /** The reader's own connections, as far as the setup may name them; others stand as their kind. */
  connections?: readonly NamedConnection[]
  /** Where an image of the setup is shown from; left out, it is said that they are not there. */
  imageUrl?: (sha256: string) => string
}

/** What a setup tries, to be read: prompt, variables, checks, and the columns with what tells them apart. */
export function SetupOverview({ setup, connections, imageUrl }: SetupOverviewProps) {
  const t = useTranslations("overview")
  const sections = useTranslations("history.sections")
  const variables = useTranslations("variables")
  const describe = useDescribeCheck()
  const { names, rows } = setup.variables
  return (
    <div className="flex min-w-0 flex-col divide-y">
      <DetailSection title={sections("prompt")}>
        <SetupPrompt setup={setup} imageUrl={imageUrl} />
      </DetailSection>
      {names.length > 0 ? (
        <DetailSection
          title={`${variables("title")} · ${variables("size", { rows: rows.length, columns: names.length })}`}
        >
          <SetupVariables variables={setup.variables} />
        </DetailSection>
      ) : null}
      {setup.checks.length > 0 ? (
        <DetailSection title={sections("checks")}>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-sm">
            {setup.checks.map((check) => (
              <li key={check.id} className="break-words">
                {describe(check)}
              </li>
            ))}
          </ul>
        </DetailSection>
      ) : null}
      <DetailSection title={t("columns")}>
        <SetupColumns setup={setup} known={connections} imageUrl={imageUrl} />
      </DetailSection>
    </div>
  )
}
