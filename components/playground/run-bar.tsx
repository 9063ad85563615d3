"use client"

import { lazy, Suspense, useDeferredValue, useId, useMemo } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { useModKey } from "#components/shell/mod-key"
import { usePerson } from "#components/shell/person"
import { classNames } from "#components/ui/class-names"
import { Kbd } from "#components/ui/kbd"
import { promptOf } from "#lib/client/column-prompt"
import { countRuns } from "#lib/client/run-plan"
import { promptText } from "#lib/domain/prompt"
import { estimateTokens } from "#lib/domain/token-estimate"
import { usePlayground, useWorkspace } from "./playground-context"
import { RunButtons } from "./run-buttons"
import { RunSettings } from "./run-settings"
import { useAnyRunning } from "./use-column-state"
import { useObstacleText } from "./use-obstacle-text"

type Parts = typeof import("./run-bar-parts")

const part = <Name extends keyof Parts>(name: Name) =>
  lazy(() => import("./run-bar-parts").then((parts) => ({ default: parts[name] })))

const BatchEstimate = part("BatchEstimate")
const BudgetNote = part("BudgetNote")
const WaitingLine = part("WaitingLine")

/** Run and Stop, with the reason when nothing can run, and the size and price of what would be sent. */
export function RunBar() {
  const mod = useModKey()
  const reasonId = useId()
  const reason = useObstacleText()
  const isRunning = useAnyRunning()
  const requests = useWorkspace((workspace) => countRuns(workspace, workspace.columns))
  const isPromptOpen = useWorkspace(({ view }) => view.promptOpen)
  const { budgeted } = usePerson()
  const { kind, mayRun, controller } = usePlayground()
  const hasRun = useStore(controller.state, ({ active, revision }) => active.size > 0 || revision > 0)
  const size =
    requests > 1 || kind === "image" ? (
      <Suspense fallback={kind === "image" ? null : <PromptSize />}>
        <BatchEstimate />
      </Suspense>
    ) : (
      <PromptSize />
    )
  return (
    <div
      className={classNames(
        "sticky bottom-0 z-20 order-3 border-t bg-surface px-4 py-2.5 lg:static lg:col-start-1 lg:row-start-2 lg:border-r",
        isPromptOpen ? null : "lg:hidden",
      )}
    >
      <div className="flex items-center gap-2">
        <RunButtons reasonId={reason ? reasonId : undefined} />
        <span className="ml-auto flex items-center gap-1">
          <span aria-hidden className="hidden items-center gap-1 text-2xs text-ink-3 sm:flex">
            {isRunning ? (
              <Kbd>Esc</Kbd>
            ) : (
              <>
                <Kbd>{mod}</Kbd>
                <Kbd>Enter</Kbd>
              </>
            )}
          </span>
          <RunSettings />
        </span>
      </div>
      <p className="mt-1.5 min-h-4 text-2xs text-ink-3">
        {reason ? (
          <span id={reasonId} className="text-ink-2">
            {reason}
          </span>
        ) : hasRun ? (
          <Suspense fallback={size}>
            <WaitingLine>{size}</WaitingLine>
          </Suspense>
        ) : (
          size
        )}
      </p>
      {budgeted && mayRun ? (
        <Suspense>
          <BudgetNote isRunning={isRunning} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Characters and estimated tokens of the prompt; counted when there is time for it. */
function PromptSize() {
  const t = useTranslations("playground")
  const mode = useWorkspace((workspace) => workspace.mode)
  const text = useWorkspace((workspace) => workspace.promptText)
  const system = useWorkspace((workspace) => workspace.system)
  const turns = useWorkspace((workspace) => workspace.turns)
  const parts = useDeferredValue(
    useMemo(() => ({ mode, promptText: text, system, turns }), [mode, text, system, turns]),
  )
  const values = useDeferredValue(useWorkspace(({ variables }) => variables.rows[0]?.values))
  const size = useMemo(() => {
    const prompt = promptText(promptOf(parts, values))
    return { characters: prompt.length, tokens: estimateTokens(prompt) }
  }, [parts, values])
  return <span className="figures">{t("size", { characters: size.characters, tokens: size.tokens })}</span>
}
