import { createLog } from "#lib/server/log"
import { createServices } from "#lib/server/monitor/services"
import { observedRun, observedTry, tellCall } from "./calls.fixture.ts"
import { openCluster } from "./cluster.ts"
import { openElasticsearch } from "./open-elasticsearch.ts"

/**
 * A process for a test to kill: it tells of calls as fast as it can, and of some whose end it will not live to see.
 * Arguments: data folder, address of the cluster, name, how many of each.
 */
const [dataDir = "", url = "", name = "", ended = "0", open = "0"] = process.argv.slice(2)
const { observer } = await openElasticsearch({
  dataDir,
  cluster: openCluster({ url, index: "api_calls" }),
  withPrompts: false,
  node: name,
  services: createServices(Date.now),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
  random: Math.random,
  now: Date.now,
  log: createLog("silent"),
})
for (let n = 0; n < Number(ended); n++) {
  tellCall(observer, `${name}-ended-${n}`)
  if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
}
for (let n = 0; n < Number(open); n++)
  observer.hear(observedRun(`${name}-open-${n}`), { type: "try-sent", at: 1000, sent: observedTry() })
