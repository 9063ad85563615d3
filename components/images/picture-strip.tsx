"use client"

import { useTranslations } from "use-intl"
import { useDifferences } from "#components/playground/differences"
import { useFactText } from "#components/playground/fact-text"
import { CellProvider, useWorkspace } from "#components/playground/playground-context"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress } from "#lib/client/api/images"
import type { InitPicture } from "#lib/client/images/shown-image"
import { type Column, shownCell } from "#lib/client/workspace"
import { Scrubber } from "./scrubber"
import { StripPicture } from "./strip-picture"
import { useInitPicture } from "./use-init-picture"
import { useShownPictures } from "./use-shown-pictures"

/** All columns' pictures in one row, what they started from at the left; below it the same in one place, to flip through. */
export function PictureStrip({ columns, names }: { columns: Column[]; names: Map<string, string> }) {
  const t = useTranslations("images.strip")
  const sha256 = useWorkspace(({ initImage }) => initImage?.sha256)
  const view = useWorkspace((workspace) => workspace.view)
  const variables = useWorkspace((workspace) => workspace.variables)
  const { initImage } = useInitPicture()
  const differences = useDifferences()
  const factText = useFactText()
  const images = useShownPictures()
  const captionOf = (columnId: string) => {
    const facts = differences.of.get(columnId) ?? []
    return facts
      .map((fact) => {
        const { name, value } = factText(fact)
        return value === undefined ? name : `${name} ${value}`
      })
      .join(" · ")
  }
  return (
    <div
      data-export
      className="order-4 flex min-w-0 grow flex-col gap-6 overflow-auto bg-surface p-4 lg:min-h-0"
    >
      <ul aria-label={t("row")} className="flex shrink-0 gap-3 overflow-x-auto pb-2">
        {sha256 === undefined ? null : (
          <li className="flex min-w-32 max-w-64 flex-1 flex-col gap-1">
            <StartImage sha256={sha256} picture={initImage} />
          </li>
        )}
        {columns.map((column) => (
          <li key={column.id} className="min-w-32 max-w-64 flex-1">
            <CellProvider value={shownCell({ variables, view }, column)}>
              <StripPicture
                column={column}
                name={names.get(column.id) ?? ""}
                caption={captionOf(column.id)}
              />
            </CellProvider>
          </li>
        ))}
      </ul>
      {images.length > 1 ? (
        <Scrubber
          images={images}
          initImage={initImage}
          valueText={(image) => {
            const placed = images.find(({ runId, index }) => runId === image.runId && index === image.index)
            return (placed && captionOf(placed.columnId)) || image.label
          }}
          className="mx-auto w-full max-w-[min(32rem,max(16rem,100dvh-30rem))]"
        />
      ) : null}
    </div>
  )
}

function StartImage({ sha256, picture }: { sha256: string; picture: InitPicture | undefined }) {
  const t = useTranslations("images.strip")
  return (
    <>
      <KeptPicture
        src={picture?.address ?? imageAddress(sha256)}
        alt={t("start")}
        width={picture?.width}
        height={picture?.height}
        className="h-auto w-full rounded-sm bg-sunken"
      />
      <p className="text-ink-2 text-xs">{t("start")}</p>
    </>
  )
}
