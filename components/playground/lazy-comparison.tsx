"use client"

import { lazy } from "react"

/** Loads what only several columns need, and what hands it on; called early where a second column is likely. */
export const loadComparison = () => import("./comparison-parts")

type Parts = Awaited<ReturnType<typeof loadComparison>>

/** Said once: each of them weighs on the first load. */
const part = <Name extends keyof Parts>(name: Name) =>
  lazy(() => loadComparison().then((parts) => ({ default: parts[name] })))

export const ColumnChips = part("ColumnChips")
export const ColumnHandle = part("ColumnHandle")
export const ColumnTabs = part("ColumnTabs")
export const ComparisonLine = part("ComparisonLine")
export const LinkedNote = part("LinkedNote")
export const OverrideBadges = part("OverrideBadges")
export const OverrideFields = part("OverrideFields")
export const RowStepper = part("RowStepper")
export const SameInAll = part("SameInAll")
/** Here, because an import of its own would weigh more than it does. */
export const HandOn = part("HandOn")
