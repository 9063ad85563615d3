"use client"

import "@fontsource-variable/noto-sans-sc/wght.css"

/** Renders nothing: it is here for the style sheet that comes with it. */
export function ChineseFaceCss() {
  return null
}
