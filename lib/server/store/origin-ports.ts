import type { Origin, OriginQuestion } from "#lib/domain/origin"

/** The hashes of all outputs. They stay when runs, and the people who made them, are gone. */
export interface OriginStore {
  /**
   * Outputs that are what is asked for, exact ones first, then the oldest first, and how many there are. `askerId`
   * decides which of their runs are "yours".
   */
  find(
    question: OriginQuestion,
    askerId: string,
    limit: number,
  ): Promise<{ origins: Origin[]; total: number }>
}
