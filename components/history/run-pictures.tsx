"use client"

import { Download } from "lucide-react"
import { useTranslations } from "use-intl"
import { buttonClass } from "#components/ui/button"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress } from "#lib/client/api/images"
import { downloadAddress } from "#lib/client/images/shown-image"
import type { RunState } from "#lib/domain/run"

/** The pictures that a run made, with their true size and seed, each to be downloaded. */
export function RunPictures({ runId, images }: { runId: string; images: NonNullable<RunState["images"]> }) {
  const t = useTranslations("history")
  const picture = useTranslations("images.picture")
  return (
    <ul className="flex flex-wrap gap-4">
      {images.map(({ index, sha256, width, height, seed }) => (
        <li key={index} className="min-w-0">
          <KeptPicture
            src={imageAddress(sha256)}
            alt={t("picture", { place: index + 1 })}
            width={width}
            height={height}
            loading="lazy"
            className="h-auto max-h-128 w-auto max-w-full rounded-sm bg-sunken"
          />
          <p className="figures mt-1 flex items-center gap-2 text-ink-2 text-xs">
            {width} × {height}
            {seed === undefined ? null : ` · ${picture("seed", { seed })}`}
            <a
              href={downloadAddress({ sha256, runId })}
              download
              aria-label={t("downloadPicture", { place: index + 1 })}
              title={picture("downloadHint")}
              className={buttonClass({ variant: "ghost", size: "sm", className: "w-7 px-0!" })}
            >
              <Download aria-hidden size={14} />
            </a>
          </p>
        </li>
      ))}
    </ul>
  )
}
