"use client"

import { lazy } from "react"

/** Loads what only several columns need; called early where a second one is likely. */
export const loadComparison = () => import("./comparison-parts")

export const ColumnChips = lazy(() => loadComparison().then(({ ColumnChips }) => ({ default: ColumnChips })))
export const ColumnHandle = lazy(() =>
  loadComparison().then(({ ColumnHandle }) => ({ default: ColumnHandle })),
)
export const ColumnTabs = lazy(() => loadComparison().then(({ ColumnTabs }) => ({ default: ColumnTabs })))
export const ComparisonLine = lazy(() =>
  loadComparison().then(({ ComparisonLine }) => ({ default: ComparisonLine })),
)
export const LinkedNote = lazy(() => loadComparison().then(({ LinkedNote }) => ({ default: LinkedNote })))
export const OverrideBadges = lazy(() =>
  loadComparison().then(({ OverrideBadges }) => ({ default: OverrideBadges })),
)
export const OverrideFields = lazy(() =>
  loadComparison().then(({ OverrideFields }) => ({ default: OverrideFields })),
)
export const RowStepper = lazy(() => loadComparison().then(({ RowStepper }) => ({ default: RowStepper })))
export const SameInAll = lazy(() => loadComparison().then(({ SameInAll }) => ({ default: SameInAll })))
