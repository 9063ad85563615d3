"use client"

import { useTranslations } from "use-intl"
import { ScreeningNote } from "#components/compliance/screening-note"
import { DetailSection } from "#components/history/detail-section"
import { ImageAddress } from "#components/history/image-address"
import { PreText } from "#components/history/pre-text"
import { RunParameters } from "#components/history/run-parameters"
import { RunPrompt } from "#components/history/run-prompt"
import { KeptPicture } from "#components/ui/kept-picture"
import { reviewImageAddress } from "#lib/client/api/review"
import type { ReviewDetail } from "#lib/domain/review"

/** What was asked and what came, in the order in which one reads it. */
export function ReviewContent({
  id,
  content,
}: {
  id: string
  content: NonNullable<ReviewDetail["content"]>
}) {
  const t = useTranslations("operations.review")
  const history = useTranslations("history")
  const { variant, run } = content
  const address = (sha256: string) => reviewImageAddress(id, sha256)
  return (
    <ImageAddress value={address}>
      <div className="divide-y">
        {run.screening ? <ScreeningNote screening={run.screening} className="py-3" /> : null}
        <DetailSection title={history("sections.prompt")}>
          <RunPrompt prompt={variant.prompt} />
        </DetailSection>
        <DetailSection title={t("output")}>
          {run.text === "" ? null : <PreText text={run.text} />}
          {run.images?.length ? (
            <ul className="flex flex-wrap gap-4">
              {run.images.map(({ index, sha256, width, height }) => (
                <li key={index}>
                  <KeptPicture
                    src={address(sha256)}
                    alt={history("picture", { place: index + 1 })}
                    width={width}
                    height={height}
                    loading="lazy"
                    className="h-auto max-h-128 w-auto max-w-full rounded-sm bg-sunken"
                  />
                </li>
              ))}
            </ul>
          ) : null}
          {run.tool === "" ? null : <PreText text={run.tool} />}
          {run.text === "" && run.tool === "" && !run.images?.length ? (
            <p className="text-ink-2 text-sm">{t("noOutput")}</p>
          ) : null}
        </DetailSection>
        {run.reasoning === "" ? null : (
          <DetailSection title={history("sections.reasoning")}>
            <PreText text={run.reasoning} />
          </DetailSection>
        )}
        <DetailSection title={history("sections.parameters")}>
          <RunParameters parameters={variant.parameters} />
        </DetailSection>
      </div>
    </ImageAddress>
  )
}
