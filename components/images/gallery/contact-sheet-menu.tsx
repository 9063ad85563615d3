"use client"

import { Grid3x3 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Menu } from "#components/ui/menu"
import { type SheetContent, useContactSheet } from "./use-contact-sheet"

/**
 * The button that saves pictures as a contact sheet: as one picture or as a page, large or small. `inBar`: among the
 * quiet buttons at the top of the page, where only a wide bar has room for its word.
 */
export function ContactSheetMenu({
  content,
  inBar,
}: {
  content: () => SheetContent | Promise<SheetContent>
  inBar?: boolean
}) {
  const t = useTranslations("images.sheet")
  const { save, making } = useContactSheet()
  const item = (label: "pngFull" | "pngSmall" | "htmlFull" | "htmlSmall") => ({
    kind: "item" as const,
    label: t(label),
    onSelect: () => save(content, label.startsWith("png") ? "png" : "html", label.endsWith("Full")),
  })
  return (
    <>
      <Menu
        label={t("menu")}
        side={inBar ? "bottom" : "top"}
        align="end"
        trigger={(props) => (
          <Button
            {...props}
            variant={inBar ? "ghost" : undefined}
            size="sm"
            busy={making !== undefined}
            title={t("title")}
          >
            <Grid3x3 aria-hidden size={14} />
            <span className={inBar ? "@max-[56rem]/bar:sr-only" : undefined}>{t("title")}</span>
          </Button>
        )}
        entries={[
          item("pngFull"),
          item("pngSmall"),
          { kind: "separator" },
          item("htmlFull"),
          item("htmlSmall"),
        ]}
      />
      <span role="status" className="figures text-ink-2 text-xs">
        {making ? t("making", making) : null}
      </span>
    </>
  )
}
