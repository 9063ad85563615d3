"use client"

import { useCallback, useEffect, useRef, useState } from "react"
import { useFormatter, useLocale, useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { imageAddress } from "#lib/client/api/images"
import type { ContactSheet, SheetCell } from "#lib/client/export/contact-sheet"
import type { SheetFormat } from "#lib/client/export/contact-sheet-file"
import { type ShownImage, thumbnailAddress } from "#lib/client/images/shown-image"

/** What is put on a contact sheet. */
export interface SheetContent {
  title: string
  /** Row by row; undefined leaves a place free. */
  images: (ShownImage | undefined)[]
  /** Without it, a little wider than high. */
  columns?: number
  columnLabels?: string[]
  rowLabels?: string[]
}

/** The longest side of a picture on a small sheet, px: as large as thumbnails are made. */
const smallSide = 640

/** Makes contact sheets and saves them. `making`: how far it is, while one is being made. */
export function useContactSheet() {
  const t = useTranslations("images.sheet")
  const locale = useLocale()
  const format = useFormatter()
  const toast = useToast()
  const [making, setMaking] = useState<{ done: number; count: number }>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])

  const save = useCallback(
    async (contentOf: () => SheetContent | Promise<SheetContent>, kind: SheetFormat, isFull: boolean) => {
      const control = new AbortController()
      leaving.current?.abort()
      leaving.current = control
      setMaking({ done: 0, count: 0 })
      try {
        const content = await contentOf()
        const count = content.images.filter(Boolean).length
        setMaking({ done: 0, count })
        const [{ downloadContactSheet }, { sheetColumns }] = await Promise.all([
          import("#lib/client/export/contact-sheet-file"),
          import("#lib/client/export/contact-sheet"),
          // Prompts may hold Chinese whatever the page's language is; without the face the system's own is taken.
          import("#components/shell/chinese-face-css").catch(() => undefined),
        ])
        const at = Date.now()
        const moment = format.dateTime(at, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" })
        const sheet: ContactSheet = {
          ...content,
          columns: content.columns ?? sheetColumns(count),
          cells: content.images.map((image) => image && cellOf(image, isFull)),
          note: `${t("exported")}: ${moment} · Bracket`,
        }
        const scale = await downloadContactSheet(kind, sheet, { locale, missing: t("missing") }, at, {
          signal: control.signal,
          onProgress: (done) => setMaking({ done, count }),
        })
        const percent = Math.round(scale * 100)
        toast({ text: percent < 100 ? t("reduced", { percent }) : t("saved"), tone: "ok" })
      } catch {
        if (!control.signal.aborted) toast({ text: t("failed"), tone: "error" })
      } finally {
        if (!control.signal.aborted) setMaking(undefined)
      }
    },
    [t, format, locale, toast],
  )
  return { save, making }
}

function cellOf(image: ShownImage, isFull: boolean): SheetCell {
  const { sha256, label, facts, alt, width, height } = image
  const factor = isFull ? 1 : Math.min(1, smallSide / Math.max(width, height))
  return {
    address: isFull ? imageAddress(sha256) : thumbnailAddress(sha256, smallSide),
    label,
    facts,
    alt,
    width: Math.round(width * factor),
    height: Math.round(height * factor),
  }
}
