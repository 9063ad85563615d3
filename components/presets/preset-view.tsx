"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { DetailSection } from "#components/history/detail-section"
import { Badge } from "#components/ui/badge"
import { connectionsQuery } from "#lib/client/api/connections"
import { imageAddress } from "#lib/client/api/images"
import type { PresetDetail } from "#lib/domain/preset"
import { PresetHeader } from "./preset-header"
import { PresetVersions } from "./preset-versions"
import { SetupOverview } from "./setup-overview"
import { VersionChanges } from "./version-changes"

/** An open preset: what is said of it, what the shown version holds, and its other versions. */
export function PresetView({ detail }: { detail: PresetDetail }) {
  const t = useTranslations("presets")
  const connections = useQuery(connectionsQuery())
  const [comparedWith, setComparedWith] = useState<number>()
  const { preset, version, content } = detail
  return (
    <article className="min-w-0">
      <PresetHeader detail={detail} />
      <div className="flex flex-col divide-y px-4 pb-8 lg:px-6">
        {preset.description === "" && preset.tags.length === 0 ? null : (
          <div className="flex flex-col gap-2 py-4">
            <p className="max-w-measure whitespace-pre-wrap break-words text-sm">{preset.description}</p>
            <p className="flex flex-wrap gap-1">
              {preset.tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </p>
          </div>
        )}
        {comparedWith === undefined || comparedWith === version.number ? null : (
          <DetailSection title={t("versions.changes", { before: comparedWith, after: version.number })}>
            <VersionChanges id={preset.id} before={comparedWith} after={content.setup} />
          </DetailSection>
        )}
        <SetupOverview setup={content.setup} connections={connections.data} imageUrl={imageAddress} />
        <DetailSection title={t("versions.title")}>
          <PresetVersions detail={detail} comparedWith={comparedWith} onCompare={setComparedWith} />
        </DetailSection>
      </div>
    </article>
  )
}
