"use client"

import { GalleryHorizontal } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import {
  useConnections,
  useEdit,
  useOpenSheet,
  useWorkspace,
} from "#components/playground/playground-context"
import { Button } from "#components/ui/button"
import { Slider } from "#components/ui/slider"
import { setParameter } from "#lib/client/column-edits"
import { untakenParameters } from "#lib/client/untaken-parameters"
import { targetOf } from "#lib/client/variant"
import { baselineOf, type Setting } from "#lib/client/workspace"

/**
 * How far all columns may leave the init image, beside it: one slider while they agree, else what they try. Of columns
 * whose model takes no strength nothing is said; with no others there is nothing to move.
 */
export function StrengthNote() {
  const t = useTranslations("images.strength")
  const edit = useEdit()
  const openSheet = useOpenSheet()
  const noteId = useId()
  const hasImage = useWorkspace(({ initImage }) => initImage !== undefined)
  const all = useWorkspace((workspace) => workspace.columns)
  const baseline = useWorkspace(baselineOf)
  const { connections } = useConnections()
  const columns = all.filter((column) => {
    const target = targetOf("image", column, connections)
    return target === undefined || !untakenParameters(target).includes("strength")
  })
  const tried = columns.find(({ id }) => id === baseline?.id) ?? columns[0]
  if (!hasImage || !tried) return null
  const values = columns.flatMap(({ parameters }) => numberOf(parameters.strength))
  const [first] = values
  const isShared = first !== undefined && values.every((value) => value === first)
  return (
    <div className="-mt-2 flex items-center gap-3 px-4 pb-4">
      <span aria-hidden className="shrink-0 font-medium text-ink-2 text-xs">
        {t("name")}
      </span>
      {isShared && values.length === columns.length ? (
        <>
          <Slider
            label={t("all")}
            value={first}
            min={0}
            max={1}
            step={0.01}
            describedBy={noteId}
            onChange={(value) =>
              edit(
                setParameter(
                  columns.map(({ id }) => id),
                  "strength",
                  value,
                ),
              )
            }
            className="grow"
          />
          <span id={noteId} className="figures w-8 text-right text-xs">
            {first}
          </span>
        </>
      ) : (
        <span className="figures grow truncate text-ink-2 text-xs">{values.join(" · ")}</span>
      )}
      <Button
        size="sm"
        variant="ghost"
        onClick={() => openSheet({ kind: "strip", columnId: tried.id, parameter: "strength" })}
      >
        <GalleryHorizontal aria-hidden size={14} />
        {t("strip")}
      </Button>
    </div>
  )
}

function numberOf(setting: Setting | undefined): number[] {
  return setting?.on && typeof setting.value === "number" ? [setting.value] : []
}
