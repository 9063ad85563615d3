"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { ClipboardCheck } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { reviewItemsQuery } from "#lib/client/api/review"
import { type Verdict, verdicts } from "#lib/domain/review"
import { ReviewItemPane } from "./review-item-pane"
import { ReviewLine } from "./review-line"

/** What waits, and the one that is looked at. */
export function ReviewQueue({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("operations.review")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const [verdict, setVerdict] = useState<Verdict | "any">("open")
  const [flaggedOnly, setFlaggedOnly] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const items = useInfiniteQuery(
    reviewItemsQuery({
      ...(verdict === "any" ? {} : { verdict }),
      ...(flaggedOnly ? { flagged: true } : {}),
    }),
  )
  const all = items.data?.pages.flatMap((page) => page.items) ?? []
  const place = all.findIndex(({ id }) => id === chosen)
  const shownId = chosen ?? all[0]?.id
  const step = (by: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, (place < 0 ? 0 : place) + by))]
    if (next) setChosen(next.id)
    if (items.hasNextPage && place + by >= all.length - 3) void items.fetchNextPage()
  }
  /** To the one after this one; what was marked leaves a queue of open ones by itself. */
  const advance = (id: string) => {
    const at = all.findIndex((item) => item.id === id)
    setChosen((all[at + 1] ?? all[at - 1])?.id)
  }
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-[19rem_1fr]">
      <section aria-label={t("list")} className="min-w-0">
        <div className="mb-2 flex flex-wrap items-center gap-3">
          <Select
            size="sm"
            aria-label={t("verdict")}
            value={verdict}
            onChange={(event) => {
              setVerdict(event.target.value as Verdict | "any")
              setChosen(undefined)
            }}
          >
            {(["any", ...verdicts] as const).map((each) => (
              <option key={each} value={each}>
                {t(`verdicts.${each}`)}
              </option>
            ))}
          </Select>
          <label className="flex items-center gap-1.5 text-sm pointer-coarse:min-h-10">
            <input
              type="checkbox"
              checked={flaggedOnly}
              onChange={(event) => {
                setFlaggedOnly(event.target.checked)
                setChosen(undefined)
              }}
            />
            {t("flaggedOnly")}
          </label>
        </div>
        {items.isPending ? (
          <div role="status" aria-label={common("loading")} className="flex flex-col gap-1">
            {[1, 2, 3, 4].map((key) => (
              <Skeleton key={key} className="h-14" />
            ))}
          </div>
        ) : items.isError ? (
          <ErrorCard {...errorText(faultOf(items.error))} />
        ) : (
          <ul className="max-h-48 divide-y overflow-y-auto border-y lg:max-h-[70vh]">
            {all.map((item) => (
              <ReviewLine
                key={item.id}
                item={item}
                isShown={item.id === shownId}
                onChoose={() => setChosen(item.id)}
              />
            ))}
            {items.hasNextPage ? (
              <li className="p-2">
                <Button size="sm" busy={items.isFetchingNextPage} onClick={() => items.fetchNextPage()}>
                  {common("more")}
                </Button>
              </li>
            ) : null}
          </ul>
        )}
      </section>
      {shownId ? (
        <ReviewItemPane key={shownId} id={shownId} onStep={step} onMarked={advance} onBack={setChosen} />
      ) : items.data ? (
        <EmptyState
          icon={<ClipboardCheck aria-hidden size={24} />}
          title={t(`empty.${verdict === "open" ? "open" : "any"}`)}
        >
          {t(isAdmin ? "empty.hintAdmin" : "empty.hint")}
        </EmptyState>
      ) : null}
    </div>
  )
}
