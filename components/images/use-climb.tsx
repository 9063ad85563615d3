"use client"

import { useQueryClient } from "@tanstack/react-query"
import { flushSync } from "react-dom"
import { useTranslations } from "use-intl"
import { useConnections, usePlayground } from "#components/playground/playground-context"
import { useRunActions } from "#components/playground/use-run-actions"
import { useToast } from "#components/ui/toast"
import { runQuery } from "#lib/client/api/run"
import { newId } from "#lib/client/new-id"
import { askedOf, variantOf } from "#lib/client/run-plan"
import { climb, largerSize, type Rung } from "#lib/client/size-ladder"
import { targetOf } from "#lib/client/variant"
import { type Column, columnName, shownRowId, type Workspace } from "#lib/client/workspace"
import type { Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import type { Size } from "#lib/domain/image-parameters"
import { maxColumns } from "#lib/domain/setup"

/** A picture that is to be made again, larger. Sides in px. */
export interface SmallPicture extends Size {
  columnId: string
  runId: string
  seed: number | undefined
}

/** Returns the functions that make pictures again at a larger size, each in a column of its own. */
export function useClimb(): {
  /** Whether a picture can be made larger, as far as is known before its run has been read. */
  mayClimb: (picture: SmallPicture, rung: Rung) => boolean
  climbWith: (pictures: SmallPicture[], rung: Rung) => void
} {
  const t = useTranslations("images.ladder")
  const toast = useToast()
  const queries = useQueryClient()
  const { workspace } = usePlayground()
  const { connections } = useConnections()
  const { run } = useRunActions()

  const sizeFor = ({ width, height }: Size, asked: Pick<Variant, "connectionId" | "model">, rung: Rung) => {
    const target = targetOf("image", asked, connections)
    return target && largerSize({ width, height }, rung, target)
  }
  const mayClimb = (picture: SmallPicture, rung: Rung) => {
    const now = workspace.getState()
    const column = now.columns.find(({ id }) => id === picture.columnId)
    if (column && sizeFor(picture, column, rung)) return true
    // The column may have had another model when it made the picture: only the run itself can tell.
    return isLarger(rung, picture) && (!column || isChanged(now, column, picture.runId, connections))
  }
  const climbNow = async (pictures: SmallPicture[], rung: Rung) => {
    const details = await Promise.all(pictures.map(({ runId }) => queries.fetchQuery(runQuery(runId))))
    const now = workspace.getState()
    const climbs = pictures.flatMap((picture, place) => {
      const variant = details[place]?.variant
      const size = variant && sizeFor(picture, variant, rung)
      const name = `${columnName(now.columns, picture.columnId)} · ${rung}`
      return variant && size ? [{ id: newId(), variant, seed: picture.seed, size, name }] : []
    })
    if (climbs.length === 0) return toast({ text: t("noSize", { size: rung }), tone: "error" })
    // On the page at once: it is scrolled to.
    flushSync(() => workspace.setState(climb(climbs)))
    const { columns } = workspace.getState()
    const made = climbs.map(({ id }) => id).filter((id) => columns.some((column) => column.id === id))
    if (made.length === 0) return toast({ text: t("full", { max: maxColumns }), tone: "error" })
    // One picture each: the other rows of a table have not been chosen.
    run(made, "all", shownRowId(workspace.getState()))
    document
      .querySelector(`[data-column="${CSS.escape(made[0] ?? "")}"]`)
      ?.scrollIntoView({ inline: "nearest", block: "nearest" })
    if (made.length < climbs.length)
      toast({ text: t("some", { made: made.length, count: pictures.length, max: maxColumns }) })
    else if (climbs.length < pictures.length) toast({ text: t("noSize", { size: rung }), tone: "error" })
  }
  return {
    mayClimb,
    climbWith: (pictures, rung) => {
      climbNow(pictures, rung).catch(() => toast({ text: t("unread"), tone: "error" }))
    },
  }
}

const isLarger = (rung: Rung, { width, height }: Size) => Math.max(width, height) < rung

/** Whether a column asks for something else now than when it made this run. */
function isChanged(now: Workspace, column: Column, runId: string, connections: Connection[]): boolean {
  const [cell, result] = Object.entries(column.results).find(([, one]) => one.runId === runId) ?? []
  const row = now.variables.rows.find(({ id }) => cell?.startsWith(`${id}/`))
  const variant = row && variantOf(now, column, connections, row)
  return variant === undefined || askedOf(variant) !== result?.asked
}
