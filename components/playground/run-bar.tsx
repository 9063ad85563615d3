"use client"

import { Play, Square } from "lucide-react"
import { useDeferredValue, useId, useMemo } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { useModKey } from "#components/shell/mod-key"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import { promptOf } from "#lib/client/variant"
import { promptText } from "#lib/domain/prompt"
import { estimateTokens } from "#lib/domain/token-estimate"
import { usePlayground, useWorkspace } from "./playground-context"
import { useAnyRunning } from "./use-column-state"
import { useObstacleText } from "./use-obstacle-text"
import { useRunActions } from "./use-run-actions"

/** Run and Stop, with the reason when nothing can run, and the size of what would be sent. */
export function RunBar() {
  const t = useTranslations("run")
  const { controller } = usePlayground()
  const { run, stop } = useRunActions()
  const mod = useModKey()
  const reasonId = useId()
  const reason = useObstacleText()
  const isRunning = useAnyRunning()
  const isStopping = useStore(controller.state, ({ stopping }) => Object.keys(stopping).length > 0)
  const cannotRun = isRunning || reason !== undefined
  return (
    <div className="sticky bottom-0 z-10 order-3 border-t bg-surface px-4 py-2.5 lg:static lg:col-start-1 lg:row-start-2 lg:border-r">
      <div className="flex items-center gap-2">
        <Button
          variant="primary"
          aria-disabled={cannotRun}
          aria-describedby={reason ? reasonId : undefined}
          onClick={() => (cannotRun ? undefined : run())}
          className="min-w-24 aria-disabled:cursor-not-allowed"
        >
          <Play aria-hidden size={14} />
          {t("run")}
        </Button>
        <Button
          aria-disabled={!isRunning}
          busy={isStopping}
          onClick={() => (isRunning ? stop() : undefined)}
          className="min-w-24 aria-disabled:cursor-not-allowed"
        >
          {isStopping ? null : <Square aria-hidden size={12} className="fill-current" />}
          {t("stop")}
        </Button>
        <span aria-hidden className="ml-auto hidden items-center gap-1 text-2xs text-ink-3 sm:flex">
          {isRunning ? (
            <Kbd>Esc</Kbd>
          ) : (
            <>
              <Kbd>{mod}</Kbd>
              <Kbd>Enter</Kbd>
            </>
          )}
        </span>
      </div>
      <p className="mt-1.5 min-h-4 text-2xs text-ink-3">
        {reason ? (
          <span id={reasonId} className="text-ink-2">
            {reason}
          </span>
        ) : (
          <PromptSize />
        )}
      </p>
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
  const size = useMemo(() => {
    const prompt = promptText(promptOf(parts))
    return { characters: prompt.length, tokens: estimateTokens(prompt) }
  }, [parts])
  return <span className="figures">{t("size", { characters: size.characters, tokens: size.tokens })}</span>
}
