/** Loads all that shows a stored comparison; called where one is about to be opened. */
export function loadComparisonCode(): Promise<unknown> {
  return Promise.all([
    import("./open-history"),
    import("#lib/client/restored-workspace"),
    import("./comparison-parts"),
    import("./reading-view"),
    import("./markdown-document"),
    import("./run-ending"),
    import("./run-figures"),
    import("./shown-sentence"),
  ])
}
