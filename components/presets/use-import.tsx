"use client"

import { useQuery } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { useCreatePresets } from "#lib/client/api/presets"
import { handOver } from "#lib/client/presets/handover"
import { importCalls } from "#lib/client/presets/import/import-calls"
import type { FoundImport, ImportItem } from "#lib/client/presets/import/import-result"
import { newPresetOf } from "#lib/client/presets/preset-file"
import { type Replacements, setupWithConnections } from "#lib/domain/portable-setup"
import { usePresetsPlace } from "./use-presets-place"

/** What was found in a text, with the reader's own connections, and what can be done with it. */
export function useImport(found: FoundImport, onDone: () => void) {
  const t = useTranslations("presets.import")
  const toast = useToast()
  const router = useRouter()
  const { open } = usePresetsPlace()
  const { data: connections } = useQuery(connectionsQuery())
  const create = useCreatePresets()
  const [replacements, setReplacements] = useState<Replacements>({})
  const [shownAt, setShownAt] = useState(0)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  /** The calls that are still to be made, and how many presets are on the server already. */
  const [saving, setSaving] = useState<{
    calls: ReturnType<typeof importCalls>
    done: number
    total: number
  }>()
  const [error, setError] = useState<Error>()

  const mapped = useMemo(
    () =>
      found.items.map((item) => ({
        item,
        ...setupWithConnections(item.content.setup, connections ?? [], replacements),
        missing: connections ? setupWithConnections(item.content.setup, connections).missing : [],
      })),
    [found, connections, replacements],
  )
  const named = (item: ImportItem) => item.name || t("untitled")
  const shown = mapped[shownAt]

  const save = async (name: string) => {
    const presets = mapped.flatMap(({ item, setup }, index) => {
      if (left.has(index)) return []
      const { notes: _, ...preset } = item
      const called = mapped.length === 1 ? name.trim() || named(item) : named(item)
      return [newPresetOf({ ...preset, name: called, content: { ...preset.content, setup } })]
    })
    let { calls, done, total } = saving ?? { calls: importCalls(presets), done: 0, total: presets.length }
    setError(undefined)
    let firstId: string | undefined
    try {
      for (let call = calls[0]; call; call = calls[0]) {
        setSaving({ calls, done, total })
        const made = await create.mutateAsync(call)
        firstId = made[0]?.id
        done += call.length
        calls = calls.slice(1)
      }
    } catch (fault) {
      // What is saved stays so: trying again goes on with the others.
      setSaving({ calls, done, total })
      setError(fault as Error)
      return
    }
    toast({ text: t("saved", { count: total }), tone: "ok" })
    onDone()
    open(firstId)
  }
  const openShown = () => {
    if (!shown) return
    const { item, setup } = shown
    try {
      router.push(handOver({ title: named(item), content: { ...item.content, setup } }))
    } catch (fault) {
      setError(fault as Error)
    }
  }
  const toggle = (index: number) =>
    setLeft((before) => {
      const after = new Set(before)
      if (!after.delete(index)) after.add(index)
      return after
    })
  return {
    connections,
    mapped,
    named,
    shown,
    shownAt,
    setShownAt,
    isChosen: (index: number) => !left.has(index),
    chosenCount: mapped.length - left.size,
    toggle,
    replacements,
    setReplacements,
    save,
    /** How many of how many are on the server; undefined: nobody has saved yet. */
    progress: saving && { done: saving.done, total: saving.total },
    isSaving: create.isPending,
    error,
    openShown,
  }
}
