import type { ScheduleFrame } from "./output-store.ts"

/** A hidden tab paints no frames; its state still moves on at this pace. */
const hiddenMs = 250

interface Clockwork {
  requestFrame: (callback: () => void) => number
  cancelFrame: (handle: number) => void
  setTimer: (callback: () => void, ms: number) => ReturnType<typeof setTimeout>
  clearTimer: (timer: ReturnType<typeof setTimeout>) => void
}

/** The next animation frame, or a timer when none comes (hidden tab, window behind others). */
export function frameScheduler(clockwork: Clockwork = browser): ScheduleFrame {
  return (callback) => {
    const callOff = () => {
      clockwork.cancelFrame(frame)
      clockwork.clearTimer(timer)
    }
    const run = () => {
      callOff()
      callback()
    }
    const frame = clockwork.requestFrame(run)
    const timer = clockwork.setTimer(run, hiddenMs)
    return callOff
  }
}

const browser: Clockwork = {
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  setTimer: (callback, ms) => setTimeout(callback, ms),
  clearTimer: (timer) => clearTimeout(timer),
}
