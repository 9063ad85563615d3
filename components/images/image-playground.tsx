"use client"

import type { ComponentProps } from "react"
import { Playground } from "#components/playground/playground"
import { ImageFrame } from "./page-parts"

/** The playground for pictures. Its code is there with the page, so that nothing of it comes late. */
export function ImagePlayground(props: Omit<ComponentProps<typeof Playground>, "kind" | "Frame">) {
  return <Playground kind="image" Frame={ImageFrame} {...props} />
}
