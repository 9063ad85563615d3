"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { faultOf } from "#lib/client/api/fault-of"
import { useCreateShare } from "#lib/client/api/shares"
import type { LeavingResult } from "#lib/client/share/leaving"
import { type Audience, maxSharedRuns, shareAddress } from "#lib/domain/share"
import { ExpirySelect, expiryDays, expiryOf } from "./expiry-select"
import { FindsList } from "./finds-list"
import { LeavingList } from "./leaving-list"
import { LinkBox } from "./link-box"
import type { LeavingProps } from "./private-link"

/** A link to a snapshot on this server: for whom, until when, with results or without. */
export function StoredLink(props: LeavingProps & { results: LeavingResult[] }) {
  const { leaving, finds, removed, onToggle, results } = props
  const t = useTranslations("share.stored")
  const errorText = useErrorText()
  const create = useCreateShare()
  const [audience, setAudience] = useState<Audience>("people")
  const [days, setDays] = useState<number>(expiryDays[1])
  const [withResults, setWithResults] = useState(true)
  const ids = { audience: useId(), expiry: useId(), results: useId() }

  const fitting = results.filter(({ isStale }) => !isStale).slice(0, maxSharedRuns)
  const stale = results.length - fitting.length
  const all = withResults ? [...finds, ...fitting.flatMap((result) => result.finds)] : finds
  const chosen = withResults
    ? fitting.filter((result) => !result.finds.some(({ id }) => removed.has(id)))
    : []

  if (create.data)
    return (
      <div className="grid gap-2">
        <LinkBox link={window.location.origin + shareAddress(create.data.share.id)} label={t("link")} />
        <p role="status" className="text-ink-2 text-xs">
          {t("made")}
        </p>
        <Button size="sm" className="justify-self-start" onClick={() => create.reset()}>
          {t("another")}
        </Button>
      </div>
    )
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="grid gap-1">
          <label htmlFor={ids.audience} className="text-ink-2 text-xs">
            {t("audience")}
          </label>
          <Select
            id={ids.audience}
            value={audience}
            onChange={({ target }) => setAudience(target.value as Audience)}
          >
            <option value="people">{t("audiences.people")}</option>
            <option value="link">{t("audiences.link")}</option>
          </Select>
        </div>
        <div className="grid gap-1">
          <label htmlFor={ids.expiry} className="text-ink-2 text-xs">
            {t("expiry")}
          </label>
          <ExpirySelect id={ids.expiry} days={days} onChange={setDays} />
        </div>
      </div>
      {fitting.length > 0 ? (
        <div className="flex items-center gap-2">
          <Switch id={ids.results} checked={withResults} onChange={setWithResults} />
          <label htmlFor={ids.results}>{t("withResults", { count: fitting.length })}</label>
        </div>
      ) : null}
      {stale > 0 ? <p className="text-ink-2 text-xs">{t("stale", { count: stale })}</p> : null}
      <LeavingList content={leaving.content} results={chosen.length} withImages />
      <FindsList finds={all} removed={removed} onToggle={onToggle} />
      {create.error ? <ErrorCard {...errorText(faultOf(create.error))} /> : null}
      <Button
        variant="primary"
        className="self-end"
        busy={create.isPending}
        onClick={() =>
          create.mutate({
            ...leaving,
            audience,
            expiresAt: expiryOf(days, Date.now()),
            ...(chosen.length > 0 ? { cells: chosen.map(({ cell }) => cell) } : {}),
          })
        }
      >
        {t("make")}
      </Button>
    </>
  )
}
