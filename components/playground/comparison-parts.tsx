/** What only several columns need, and what hands it on: one piece of code, loaded with the second column or the first words. */

export { ColumnChips } from "./column-chips"
export { ColumnHandle } from "./column-handle"
export { ColumnTabs } from "./column-tabs"
export { ComparisonLine } from "./comparison-line"
export { HandOn } from "./hand-on"
export { LinkedNote } from "./linked-note"
export { OverrideBadges } from "./override-badges"
export { OverrideFields } from "./override-fields"
export { RowStepper } from "./row-stepper"
export { SameInAll } from "./same-in-all"
