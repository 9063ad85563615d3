import { type CompareRequest, doCompareJob } from "./compare-jobs.ts"

/** Compares texts off the main thread, one job after the other (see comparer.ts). */
self.onmessage = (event: MessageEvent<CompareRequest>) => self.postMessage(doCompareJob(event.data))
