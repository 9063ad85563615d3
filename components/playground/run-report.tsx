/** Loads what shows how a run stands and ended; called early where a run is likely. */
export const loadRunReport = () =>
  Promise.all([import("./run-ending"), import("./run-figures"), import("./status-line")])
