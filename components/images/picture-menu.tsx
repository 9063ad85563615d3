"use client"

import { Copy, Ellipsis, Expand, ImageUp, Maximize2, Sprout, Star } from "lucide-react"
import { useTranslations } from "use-intl"
import { useEdit, useOpenSheet } from "#components/playground/playground-context"
import { useLinked } from "#components/playground/use-linked"
import { IconButton } from "#components/ui/icon-button"
import { Menu, type MenuEntry } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { setParameter } from "#lib/client/column-edits"
import { copyPicture } from "#lib/client/copy-picture"
import { rungs } from "#lib/client/size-ladder"
import type { Column } from "#lib/client/workspace"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { useClimb } from "./use-climb"
import { useInitImage } from "./use-init-image"
import { useStarred } from "./use-starred"

interface PictureMenuProps {
  column: Column
  name: string
  image: ImageResult
  runId: string
}

/** What can be done with a picture. */
export function PictureMenu({ column, name, image, runId }: PictureMenuProps) {
  const t = useTranslations("images.picture")
  const output = useTranslations("output")
  const ladder = useTranslations("images.ladder")
  const edit = useEdit()
  const toast = useToast()
  const openSheet = useOpenSheet()
  const linked = useLinked(column.id)
  const { take } = useInitImage()
  const { mayClimb, climbWith } = useClimb()
  const { star } = useStarred()
  const { sha256, seed, index } = image
  const label = t("menu", { name, place: index + 1 })
  const item = (text: string, Icon: typeof Copy, onSelect: () => void, disabled = false): MenuEntry => ({
    kind: "item",
    label: text,
    icon: <Icon aria-hidden size={14} />,
    onSelect,
    disabled,
  })
  const copy = () =>
    copyPicture(sha256).then(
      () => toast({ text: output("copied"), tone: "ok" }),
      () => toast({ text: t("copyFailed"), tone: "error" }),
    )
  const picture = { columnId: column.id, runId, width: image.width, height: image.height, seed }
  return (
    <Menu
      label={label}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={label} size="sm" variant="secondary">
          <Ellipsis aria-hidden size={14} />
        </IconButton>
      )}
      entries={[
        item(t("view"), Expand, () => openSheet({ kind: "viewer", runId, index })),
        item(t("useAsInit"), ImageUp, () => take(sha256)),
        item(
          t("reuseSeed"),
          Sprout,
          () => seed !== undefined && edit(setParameter(linked, "seed", seed)),
          seed === undefined,
        ),
        item(t("star"), Star, () => star({ runId, index })),
        item(t("copy"), Copy, () => void copy()),
        { kind: "separator" },
        ...rungs.map((rung) =>
          item(
            ladder("to", { size: rung }),
            Maximize2,
            () => climbWith([picture], rung),
            !mayClimb(picture, rung),
          ),
        ),
      ]}
    />
  )
}
