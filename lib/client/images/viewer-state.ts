/** How two pictures are looked at, or one. */
export type ViewerMode = "single" | "side" | "slider" | "flip" | "difference"

/** Which picture: its place in the list, or the init image. */
export type Choice = number | "init"

/** What the viewer shows: A, and B where the mode compares. */
export interface ViewerState {
  a: Choice
  /** Undefined: there is nothing to compare with. */
  b: Choice | undefined
  mode: ViewerMode
}

export type ViewerAction =
  /** To the next (1) or the one before (-1). */
  | { type: "step"; by: 1 | -1 }
  /** The same for B. */
  | { type: "step-other"; by: 1 | -1 }
  | { type: "compare-with"; choice: Choice }
  | { type: "swap" }
  | { type: "mode"; mode: ViewerMode }

/** What there is to choose from. */
export interface Choices {
  count: number
  hasInit: boolean
}

/** The viewer as it opens on a picture: B is the one before it, else the init image, else the next. */
export function openedOn(at: number, choices: Choices, mode: ViewerMode = "single"): ViewerState {
  const a = Math.min(Math.max(at, 0), Math.max(0, choices.count - 1))
  const b = beside(a, choices)
  return { a, b, mode: b === undefined ? "single" : mode }
}

function beside(a: number, { count, hasInit }: Choices): Choice | undefined {
  return a > 0 ? a - 1 : hasInit ? "init" : count > 1 ? 1 : undefined
}

/**
 * The state when the list has changed: it stays with its pictures wherever they are now. `placeNow` says where a
 * picture of the list before is, undefined when it is gone; the one that took its place is shown then, or the last.
 */
export function viewerOver(
  { a, b, mode }: ViewerState,
  placeNow: (before: number) => number | undefined,
  choices: Choices,
): ViewerState {
  const last = Math.max(0, choices.count - 1)
  const moved = (choice: Choice | undefined) => (typeof choice === "number" ? placeNow(choice) : choice)
  const now = moved(a) ?? Math.min(typeof a === "number" ? a : 0, last)
  const other = moved(b)
  const free = now === "init" ? (choices.count > 0 ? 0 : undefined) : beside(now, choices)
  const compared = other === undefined || other === now ? free : other
  return { a: now, b: compared, mode: compared === undefined ? "single" : mode }
}

/** The state after an action. The ends of the list are ends, so that one notices having seen everything. */
export function viewerAfter(state: ViewerState, action: ViewerAction, choices: Choices): ViewerState {
  switch (action.type) {
    case "step": {
      const a = stepped(state.a, action.by, choices)
      return a === undefined ? state : { ...state, a, b: a === state.b ? state.a : state.b }
    }
    case "step-other": {
      if (state.b === undefined) return state
      const next = stepped(state.b, action.by, choices)
      // Compared with itself, a picture says nothing: B jumps over A.
      const b = next === state.a ? stepped(next, action.by, choices) : next
      return b === undefined ? state : { ...state, b, mode: compared(state.mode) }
    }
    case "compare-with":
      return action.choice === state.a
        ? { ...state, a: state.b ?? state.a, b: state.a }
        : { ...state, b: action.choice, mode: compared(state.mode) }
    case "swap":
      return state.b === undefined ? state : { ...state, a: state.b, b: state.a }
    case "mode":
      return state.b === undefined ? state : { ...state, mode: action.mode }
  }
}

/** Who chooses a B wants to see it. */
function compared(mode: ViewerMode): ViewerMode {
  return mode === "single" ? "side" : mode
}

/** The init image comes before the first. Undefined beyond the ends. */
function stepped(from: Choice, by: 1 | -1, { count, hasInit }: Choices): Choice | undefined {
  const place = (from === "init" ? -1 : from) + by
  if (place === -1 && hasInit) return "init"
  return place >= 0 && place < count ? place : undefined
}
