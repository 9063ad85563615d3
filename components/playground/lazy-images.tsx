"use client"

import { lazy } from "react"

/** Loads what only the page of images needs. */
export const loadImages = () => import("#components/images/page-parts")

type Parts = Awaited<ReturnType<typeof loadImages>>

/** Said once: each of them weighs on the first load. */
const part = <Name extends Exclude<keyof Parts, "takeOwnSize">>(name: Name) =>
  lazy(() => loadImages().then((parts) => ({ default: parts[name] })))

export const ImageBar = part("ImageBar")
export const ImagePrompt = part("ImagePrompt")
export const PicturePane = part("PicturePane")
export const PictureStrip = part("PictureStrip")
export const SeedField = part("SeedField")
export const SizeField = part("SizeField")
export const StripButton = part("StripButton")
export const UntakenLine = part("UntakenLine")
