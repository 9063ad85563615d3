"use client"

import { useEffect, useRef, useState } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import { Spinner } from "#components/ui/spinner"
import { ramp } from "#lib/client/images/difference"
import { type PictureDifference, pictureDifference } from "#lib/client/images/picture-difference"
import type { ComparedPictures } from "./compared-pictures"
import { StageFrame } from "./stage-frame"

type Work = { kind: "working" } | { kind: "done"; difference: PictureDifference } | { kind: "failed" }

/** Where two pictures differ, as a map from dark (the same) to bright. */
export function DifferenceView({ zoom, size, shown, other }: ComparedPictures) {
  const t = useTranslations("images.viewer")
  const [work, setWork] = useState<Work>({ kind: "working" })
  const { width, height } = size
  const [a, b] = [shown.address, other.address]
  useEffect(() => {
    const leaving = new AbortController()
    setWork({ kind: "working" })
    pictureDifference({ a, b, size: { width, height } }, leaving.signal).then(
      (difference) => setWork({ kind: "done", difference }),
      () => leaving.signal.aborted || setWork({ kind: "failed" }),
    )
    return () => leaving.abort()
  }, [a, b, width, height])
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <StageFrame
        zoom={zoom}
        size={size}
        caption={t("differenceOf", { one: shown.label, other: other.label })}
        className="flex-1"
      >
        {work.kind === "done" ? (
          <HeatMap {...work.difference} label={t("differenceOf", { one: shown.label, other: other.label })} />
        ) : null}
      </StageFrame>
      {work.kind === "failed" ? (
        <ErrorCard title={t("differenceFailed")} className="absolute inset-x-4 top-12" />
      ) : null}
      <div className="flex min-h-9 flex-wrap items-center justify-center gap-x-4 px-4 py-1.5 text-xs">
        <p role="status" className="figures flex items-center gap-2">
          {work.kind === "working" ? <Spinner size={14} /> : null}
          <DifferenceText work={work} />
        </p>
        <Legend />
      </div>
    </div>
  )
}

function DifferenceText({ work }: { work: Work }) {
  const t = useTranslations("images.viewer")
  const format = useFormatter()
  if (work.kind !== "done") return work.kind === "working" ? t("differenceWorking") : null
  const { changed, largest } = work.difference
  if (largest === 0) return t("same")
  const share = format.number(changed, { style: "percent", maximumFractionDigits: changed < 0.1 ? 1 : 0 })
  return t("changed", { share, largest })
}

function HeatMap({ map, label }: PictureDifference & { label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext("2d")?.drawImage(map, 0, 0)
  }, [map])
  return (
    <canvas
      key={label}
      ref={canvas}
      role="img"
      aria-label={label}
      width={map.width}
      height={map.height}
      className="absolute inset-0 size-full"
    />
  )
}

const gradient = `linear-gradient(to right, ${ramp
  .map((color, index) => `rgb(${color.join(" ")}) ${100 * (index / (ramp.length - 1)) ** 2}%`)
  .join(", ")})`

/** What the colours stand for. */
function Legend() {
  const t = useTranslations("images.viewer")
  return (
    <p className="flex items-center gap-2 text-ink-2">
      {t("legendSame")}
      <span aria-hidden className="h-2.5 w-32 rounded-xs border" style={{ background: gradient }} />
      {t("legendMost")}
    </p>
  )
}
