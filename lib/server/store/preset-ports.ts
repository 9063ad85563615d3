import type {
  ChangePreset,
  NewPreset,
  PresetDetail,
  PresetFacets,
  PresetFilter,
  PresetSummary,
  PresetsPage,
  PresetVersion,
  SavePreset,
} from "#lib/domain/preset"

/** What a person has saved. What is deleted is there for its undo only, until it is purged. */
export interface PresetStore {
  /** Makes presets of a first version each; answers them in the same order. */
  create(ownerId: string, presets: NewPreset[], now: number): Promise<PresetSummary[]>
  /** Newest save first. */
  list(
    ownerId: string,
    filter: PresetFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<PresetsPage>
  facets(ownerId: string): Promise<PresetFacets>
  /** `number`: which version; the latest unless said. Undefined when there is none such of this person. */
  detail(id: string, ownerId: string, number?: number): Promise<PresetDetail | undefined>
  /** The last one first; undefined when there is no such preset of this person. */
  versions(id: string, ownerId: string): Promise<PresetVersion[] | undefined>
  /** False when there is no such preset of this person. */
  change(id: string, ownerId: string, change: ChangePreset, now: number): Promise<boolean>
  /**
   * Adds a version. Undefined when there is no such preset of this person; throws `BracketError("conflict")` with
   * `params.version` when its latest version is not the one that was seen.
   */
  save(id: string, ownerId: string, save: SavePreset, now: number): Promise<PresetSummary | undefined>
  /** Destroys what was deleted before this moment; how many. */
  purgeDeleted(before: number): Promise<number>
}
