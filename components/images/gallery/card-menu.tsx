"use client"

import { Download, Ellipsis, History, ImageUp, Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTranslations } from "use-intl"
import { Menu } from "#components/ui/menu"
import { downloadAddress } from "#lib/client/images/shown-image"
import type { GalleryImage } from "#lib/domain/gallery"
import type { CardCommands } from "./card-commands"

interface CardMenuProps {
  image: GalleryImage
  name: string
  tabIndex: number
  commands: CardCommands
  className: string
}

/** What can be done with a picture of the gallery. */
export function CardMenu({ image, name, tabIndex, commands, className }: CardMenuProps) {
  const t = useTranslations("images.gallery")
  const router = useRouter()
  const label = t("menuOf", { name })
  return (
    <Menu
      label={label}
      align="end"
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={label}
          tabIndex={tabIndex}
          className={`${className} opacity-0 group-hover/card:opacity-100 group-has-focus-visible/card:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100`}
        >
          <Ellipsis aria-hidden size={14} />
        </button>
      )}
      entries={[
        {
          kind: "item",
          label: t("useAsInit"),
          icon: <ImageUp aria-hidden size={14} />,
          onSelect: () => commands.startFrom(image.sha256),
        },
        {
          kind: "item",
          label: t("openRun"),
          icon: <History aria-hidden size={14} />,
          onSelect: () => router.push(`/history/${encodeURIComponent(image.runId)}`),
        },
        {
          kind: "item",
          label: t("download"),
          icon: <Download aria-hidden size={14} />,
          onSelect: () => window.location.assign(downloadAddress(image)),
        },
        { kind: "separator" },
        {
          kind: "item",
          label: t("delete"),
          icon: <Trash2 aria-hidden size={14} />,
          shortcut: "Delete",
          danger: true,
          onSelect: () => commands.remove(image),
        },
      ]}
    />
  )
}
