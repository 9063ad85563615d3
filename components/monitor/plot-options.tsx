import uPlot from "uplot"
import type { PlotProps } from "./plot"

/** In px; ChartCard keeps as much room. */
export const plotHeight = 180

/** Of columns the sums from below, the highest first: each covers the foot of the one before. */
export function dataOf({ moments, lines, stacked }: PlotProps): uPlot.AlignedData {
  const sums = stacked
    ? lines.map((_, first) =>
        moments.map((_, at) => lines.slice(first).reduce((sum, { values }) => sum + (values[at] ?? 0), 0)),
      )
    : lines.map(({ values }) => values)
  return [moments.map((at) => at / 1000), ...sums]
}

/** How it looks, in the colours of the theme as they are now, and what it answers to. */
export function optionsOf(element: HTMLElement, latest: { current: PlotProps }): uPlot.Options {
  const { lines, stacked, threshold } = latest.current
  const color = (token: string) => {
    element.style.color = `var(--${token})`
    const resolved = getComputedStyle(element).color
    element.style.color = ""
    return resolved
  }
  const font = `11px ${getComputedStyle(element).fontFamily}`
  const [ink, grid] = [color("ink-3"), color("line")]
  const axis = {
    stroke: ink,
    font,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: 4 },
  }
  const bars = stacked ? uPlot.paths.bars?.({ size: [0.7, 24] }) : undefined
  return {
    width: element.clientWidth,
    height: plotHeight,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: !stacked } },
    scales: {
      y: { range: (_, __, max) => [0, (Math.max(max, threshold?.value ?? 0) || 1) * 1.1] },
    },
    axes: [
      { ...axis, values: axisTimes },
      {
        ...axis,
        size: axisWidth,
        values: (_, values) => values.map((value) => latest.current.format(value)),
      },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: color(line.ink),
        width: 1.5,
        ...(stacked ? { fill: color(line.ink), paths: bars, width: 0 } : {}),
        points: stacked
          ? { show: false }
          : {
              size: 4,
              filter: ({ data }: uPlot, line: number, all: boolean) =>
                all ? null : lonePoints(data[line] ?? []),
            },
      })),
    ],
    hooks: {
      draw: [(drawn) => threshold && drawThreshold(drawn, threshold, color("error"), font)],
      setCursor: [({ cursor }) => latest.current.onChoose(cursor.idx ?? undefined)],
      ready: [
        (drawn) =>
          drawn.over.addEventListener("click", () => {
            if (drawn.cursor.idx != null) latest.current.onOpen(drawn.cursor.idx)
          }),
      ],
    },
  }
}

/** The places of values between nothing and nothing: no line leads to them, so they are drawn however close points are. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  return Array.from(values).flatMap((value, at) =>
    value != null && values[at - 1] == null && values[at + 1] == null ? [at] : [],
  )
}

/** As wide as the longest label of 11 px, so that none is cut: a rate over ninety days has many noughts. In px. */
function axisWidth(_: uPlot, values: string[] | null): number {
  const widths = (values ?? []).map((label) =>
    Array.from(label).reduce((sum, letter) => sum + (letter > "\u2000" ? 11 : 6.5), 0),
  )
  return Math.max(64, Math.ceil(18 + Math.max(0, ...widths)))
}

/** Times of day within two days, else days; in the reader's language and zone. */
function axisTimes(_: uPlot, values: number[]): string[] {
  const span = (values.at(-1) ?? 0) - (values[0] ?? 0)
  const options: Intl.DateTimeFormatOptions =
    span <= 172_800
      ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : { day: "numeric", month: "short" }
  const format = new Intl.DateTimeFormat(document.documentElement.lang, options)
  return values.map((value) => format.format(value * 1000))
}

function drawThreshold(
  { ctx, bbox, valToPos }: uPlot,
  { value, label }: { value: number; label: string },
  color: string,
  font: string,
): void {
  const y = Math.round(valToPos(value, "y", true))
  const ratio = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = color
  ctx.fillStyle = color
  ctx.lineWidth = ratio
  ctx.setLineDash([5 * ratio, 4 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.font = font.replace("11px", `${11 * ratio}px`)
  ctx.textAlign = "right"
  ctx.textBaseline = "bottom"
  ctx.fillText(label, bbox.left + bbox.width - 4 * ratio, y - 2 * ratio)
  ctx.restore()
}
