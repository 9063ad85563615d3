"use client"

import { useId, useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { useConnections, usePlayground } from "#components/playground/playground-context"
import { Dialog } from "#components/ui/dialog"
import { Segmented } from "#components/ui/segmented"
import { TextInput } from "#components/ui/text-input"
import { contentOf, suggestedName } from "#lib/client/presets/workspace-content"
import { findsIn, withoutFinds } from "#lib/client/share/leaving"
import { portableSetup } from "#lib/domain/portable-setup"
import { maxShareTitle } from "#lib/domain/share"
import { MyLinks } from "./my-links"
import { PrivateLink } from "./private-link"
import { StoredLink } from "./stored-link"
import { useLeavingResults } from "./use-leaving-results"

type Way = "private" | "stored" | "mine"

/** Hands on what stands in the workspace. Before there is a link, all that leaves is listed, and what looks sensitive is shown. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("share")
  const titleId = useId()
  const { workspace, mayRun } = usePlayground()
  const { connections } = useConnections()
  // What goes on behind the dialog changes nothing of what was looked at here.
  const [now] = useState(() => workspace.getState())
  const [way, setWay] = useState<Way>("private")
  const [title, setTitle] = useState(() => suggestedName(now))
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  const results = useLeavingResults(now)

  const content = useMemo(() => contentOf(now), [now])
  const finds = useMemo(() => findsIn(title, content.setup), [title, content])
  const leaving = useMemo(() => {
    const { title: said, setup } = withoutFinds({ title, setup: content.setup }, removed, t("removedMark"))
    return { title: said.trim(), content: { ...content, setup: portableSetup(setup, connections) } }
  }, [title, content, removed, connections, t])

  const toggle = (id: string) =>
    setRemoved((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const shared = { leaving, finds, removed, onToggle: toggle }
  return (
    <Dialog open onClose={onClose} title={t("title")} size="lg">
      <div className="flex flex-col gap-4 text-sm">
        <Segmented<Way>
          label={t("way")}
          value={way}
          onChange={setWay}
          className="self-start max-sm:flex max-sm:self-stretch"
          options={[
            { value: "private", label: t("ways.private") },
            ...(mayRun ? ([{ value: "stored", label: t("ways.stored") }] as const) : []),
            { value: "mine", label: t("ways.mine") },
          ]}
        />
        {way === "mine" ? (
          <MyLinks />
        ) : (
          <>
            <p className="max-w-measure text-pretty text-ink-2">{t(`explained.${way}`)}</p>
            <div className="grid gap-1">
              <label htmlFor={titleId} className="text-ink-2 text-xs">
                {t("titleField")}
              </label>
              <TextInput
                id={titleId}
                value={title}
                maxLength={maxShareTitle}
                onChange={(event) => setTitle(event.target.value)}
              />
            </div>
            {way === "private" ? (
              <PrivateLink
                {...shared}
                hasResults={results.length > 0}
                onStored={mayRun ? () => setWay("stored") : undefined}
              />
            ) : (
              <StoredLink {...shared} results={results} />
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
