"use client"

import { lazy } from "react"

/** Loads what only the page of images needs. */
export const loadImages = () => import("#components/images/page-parts")

export const ImageBar = lazy(() => loadImages().then(({ ImageBar }) => ({ default: ImageBar })))
export const ImagePrompt = lazy(() => loadImages().then(({ ImagePrompt }) => ({ default: ImagePrompt })))
export const PicturePane = lazy(() => loadImages().then(({ PicturePane }) => ({ default: PicturePane })))
export const PictureStrip = lazy(() => loadImages().then(({ PictureStrip }) => ({ default: PictureStrip })))
export const SeedField = lazy(() => loadImages().then(({ SeedField }) => ({ default: SeedField })))
export const SizeField = lazy(() => loadImages().then(({ SizeField }) => ({ default: SizeField })))
export const StripButton = lazy(() => loadImages().then(({ StripButton }) => ({ default: StripButton })))
export const UntakenLine = lazy(() => loadImages().then(({ UntakenLine }) => ({ default: UntakenLine })))
