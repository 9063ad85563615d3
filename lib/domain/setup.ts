export type { ColumnSetup, JsonText, Row, Setting, Setup, Turn, Variables } from "#lib/domain/setup-schema"

/** Most columns of a workspace. */
export const maxColumns = 12

/** Most repetitions of a column. */
export const maxSamples = 20

/** Most rows of the variables' table: as many as a batch takes runs. */
export const maxRows = 1000

/** Most columns of the variables' table. */
export const maxTableColumns = 50

/** Most checks of a workspace. */
export const maxChecks = 20
