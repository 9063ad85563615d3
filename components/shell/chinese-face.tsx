"use client"

import dynamic from "next/dynamic"
import { useEffect } from "react"

const loadFace = () => import("./chinese-face-css")
const Face = dynamic(() => loadFace().then((module) => module.ChineseFaceCss))

/**
 * Loads the table of Noto Sans SC's slices (100 kB of CSS): with the page where Chinese is its language, else
 * when the browser has nothing better to do, for the Chinese that prompts and answers may hold.
 */
export function ChineseFace({ atOnce }: { atOnce: boolean }) {
  useEffect(() => (atOnce ? undefined : whenIdle(() => void loadFace())), [atOnce])
  // Never rendered later: React would hold back every commit until the sheet is there, and reset what is being typed.
  return atOnce ? <Face /> : null
}

/** Calls back in the second idle moment: the first comes before the page has fetched its own data. */
function whenIdle(callback: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(callback, 3000)
    return () => clearTimeout(timer)
  }
  let handle = requestIdleCallback(() => {
    handle = requestIdleCallback(callback)
  })
  return () => cancelIdleCallback(handle)
}
