"use client"

/** What the run bar loads when there is something to say; one import weighs less on the first load than three. */
export { BatchEstimate } from "./batch-estimate"
export { BudgetNote } from "./budget-note"
export { WaitingLine } from "./waiting-line"
