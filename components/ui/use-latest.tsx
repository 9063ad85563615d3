import { type RefObject, useLayoutEffect, useRef } from "react"

/** The value of the last render, for what happens later: an undo, a file that has been read. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
