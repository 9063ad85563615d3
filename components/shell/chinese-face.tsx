"use client"

import dynamic from "next/dynamic"
import { useEffect, useState } from "react"

const Face = dynamic(() => import("./chinese-face-css").then((module) => module.ChineseFaceCss))

/**
 * Loads the table of Noto Sans SC's slices (100 kB of CSS): with the page where Chinese is its language, else
 * when the browser has nothing better to do, for the Chinese that prompts and answers may hold.
 */
export function ChineseFace({ atOnce }: { atOnce: boolean }) {
  const [wanted, setWanted] = useState(atOnce)
  useEffect(() => {
    if (wanted) return
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(() => setWanted(true), 3000)
      return () => clearTimeout(timer)
    }
    let handle = 0
    // Twice: the first idle moment comes before the page has fetched its own data.
    handle = requestIdleCallback(() => {
      handle = requestIdleCallback(() => setWanted(true))
    })
    return () => cancelIdleCallback(handle)
  }, [wanted])
  return wanted ? <Face /> : null
}
