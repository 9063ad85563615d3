"use client"

import { useQuery } from "@tanstack/react-query"
import { ArrowLeft } from "lucide-react"
import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { faultOf } from "#lib/client/api/fault-of"
import { useCreatePresets } from "#lib/client/api/presets"
import { handOver } from "#lib/client/presets/handover"
import { mayActAs } from "#lib/domain/person"
import type { PresetContent } from "#lib/domain/preset-content"
import { SetupOverview } from "./setup-overview"
import { usePresetsPlace } from "./use-presets-place"
import { type Starter, useStarters } from "./use-starters"

/** Stands for the sample picture until it is uploaded, which looking at a starter does not do. */
const notYetUploaded = "0".repeat(64)

/** One starter: what it tries, and what can be done with it. */
export function StarterView({ starter, onBack }: { starter: Starter; onBack: () => void }) {
  const t = useTranslations("starters")
  const history = useTranslations("history")
  const errorText = useErrorText()
  const toast = useToast()
  const router = useRouter()
  const { role } = usePerson()
  const { open } = usePresetsPlace()
  const { textOf } = useStarters()
  const create = useCreatePresets()
  const connections = useQuery(connectionsQuery())
  const [content, setContent] = useState<PresetContent>()
  const [busy, setBusy] = useState<"open" | "save">()
  const { key, kind, title, result } = starter

  useEffect(() => {
    let isHere = true
    import("#lib/client/presets/starters").then(
      ({ starterContent }) =>
        isHere && setContent(starterContent(key, textOf(key), { sha256: notYetUploaded })),
    )
    return () => {
      isHere = false
    }
  }, [textOf, key])

  const act = async (what: "open" | "save") => {
    setBusy(what)
    try {
      const { takeStarter } = await import("#lib/client/presets/take-starter")
      const taken = await takeStarter(key, textOf(key))
      if (what === "open") return router.push(handOver({ title, content: taken }))
      const said = { name: title, description: result, folder: "", tags: [], note: "" }
      const [made] = await create.mutateAsync([{ ...said, content: taken }])
      if (made) open(made.id)
    } catch (error) {
      toast({ text: `${t("failed")} ${errorText(faultOf(error as Error)).title}`, tone: "error" })
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <section aria-label={title} className="py-4">
      <Button variant="ghost" size="sm" className="-ml-2" onClick={onBack}>
        <ArrowLeft aria-hidden size={14} />
        {t("back")}
      </Button>
      <h2 className="mt-2 text-base">{title}</h2>
      <p className="mt-1 max-w-measure text-pretty text-ink-2 text-sm">{result}</p>
      <div className="my-3 flex flex-wrap gap-2">
        <Button variant="primary" busy={busy === "open"} onClick={() => void act("open")}>
          {history(kind === "image" ? "openInImages" : "openInPlayground")}
        </Button>
        {mayActAs(role, "member") ? (
          <Button busy={busy === "save"} onClick={() => void act("save")}>
            {t("save")}
          </Button>
        ) : null}
      </div>
      {content ? (
        <SetupOverview
          setup={content.setup}
          connections={connections.data}
          imageUrl={() => "/sample-picture.png"}
        />
      ) : (
        <Skeleton className="h-40" />
      )}
    </section>
  )
}
