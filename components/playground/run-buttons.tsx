"use client"

import { Play, Square } from "lucide-react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { Button, type ButtonSize } from "#components/ui/button"
import { usePlayground } from "./playground-context"
import { useAnyRunning } from "./use-column-state"
import { useRunActions } from "./use-run-actions"

/** Run and Stop. `reasonId`: the element that says why nothing can run, if nothing can. */
export function RunButtons({ reasonId, size = "md" }: { reasonId: string | undefined; size?: ButtonSize }) {
  const t = useTranslations("run")
  const { controller } = usePlayground()
  const { run, stop } = useRunActions()
  const isRunning = useAnyRunning()
  const isStopping = useStore(controller.state, ({ stopping }) => Object.keys(stopping).length > 0)
  const cannotRun = isRunning || reasonId !== undefined
  return (
    <>
      <Button
        variant="primary"
        size={size}
        aria-disabled={cannotRun}
        aria-describedby={reasonId}
        onClick={() => (cannotRun ? undefined : run())}
        className="min-w-24 aria-disabled:cursor-not-allowed"
      >
        <Play aria-hidden size={14} />
        {t("run")}
      </Button>
      <Button
        size={size}
        aria-disabled={!isRunning}
        busy={isStopping}
        onClick={() => (isRunning ? stop() : undefined)}
        className="min-w-24 aria-disabled:cursor-not-allowed"
      >
        {isStopping ? null : <Square aria-hidden size={12} className="fill-current" />}
        {t("stop")}
      </Button>
    </>
  )
}
