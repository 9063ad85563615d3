"use client"

import "uplot/dist/uPlot.min.css"
import { useEffect, useRef } from "react"
import uPlot from "uplot"
import { useTheme } from "#components/shell/theme"
import { dataOf, optionsOf, plotHeight } from "./plot-options"

/** A name of a theme token, without its dashes. */
export type Ink = "ink-3" | "accent-strong" | "error" | "warn" | "info" | "ok"

export interface PlottedLine {
  label: string
  ink: Ink
  /** By point; null where there is nothing to say. */
  values: (number | null)[]
}

export interface PlotProps {
  /** Epoch ms. */
  moments: number[]
  lines: PlottedLine[]
  /** Columns one on top of the other in place of lines. */
  stacked?: boolean
  threshold?: { value: number; label: string }
  format: (value: number) => string
  /** The point that is pointed at, by mouse or keys. */
  chosen: number | undefined
  onChoose: (index: number | undefined) => void
  onOpen: (index: number) => void
}

/** Draws lines or columns over time; a part of ChartCard, which says the same in words. Loaded when it is needed. */
export default function Plot(props: PlotProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const latest = useRef(props)
  latest.current = props
  const [theme] = useTheme()
  const { lines, moments, stacked, threshold, chosen } = props
  const shape = JSON.stringify([lines.map(({ label, ink }) => [label, ink]), stacked, threshold])

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew when its shape or the theme changes, data follow below.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const make = () => {
      plot.current?.destroy()
      plot.current = new uPlot(optionsOf(element, latest), dataOf(latest.current), element)
    }
    make()
    const sized = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: plotHeight }),
    )
    sized.observe(element)
    const dark = matchMedia("(prefers-color-scheme: dark)")
    dark.addEventListener("change", make)
    return () => {
      sized.disconnect()
      dark.removeEventListener("change", make)
      plot.current?.destroy()
      plot.current = undefined
    }
  }, [shape, theme])

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the data.
  useEffect(() => plot.current?.setData(dataOf(latest.current)), [moments, lines])

  useEffect(() => {
    const drawn = plot.current
    const moment = chosen === undefined ? undefined : moments[chosen]
    if (!drawn) return
    drawn.setCursor({ left: moment === undefined ? -10 : drawn.valToPos(moment / 1000, "x"), top: 10 }, false)
  }, [chosen, moments])

  return <div ref={box} aria-hidden style={{ height: plotHeight }} />
}
