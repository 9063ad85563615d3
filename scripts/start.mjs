/**
 * npm start, npm run dev: everything from a fresh clone to a running app. Options: --dev, --verbose (show the app's
 * log), --no-install and --no-build (what is there is known to be right), --with-parent (stop when the process that
 * started this one is gone, as always under npm). Runs under any Node from 18 on.
 */
import { join } from "node:path"
import { buildApp } from "./steps/build-app.mjs"
import { readEnvFile } from "./steps/env-file.mjs"
import { ensureInstalled } from "./steps/install.mjs"
import { pinnedNode } from "./steps/pinned-node.mjs"
import { root, tools } from "./steps/project.mjs"
import { orRefuse, Refusal } from "./steps/refusal.mjs"
import { serveApp } from "./steps/serve-app.mjs"
import { checkAddress, prepareDataDir, readSettings } from "./steps/settings.mjs"
import { trainSandbox } from "./steps/train-sandbox.mjs"

const OPTIONS = ["--dev", "--verbose", "--no-install", "--no-build", "--with-parent"]

await orRefuse(async () => {
  const given = new Set(process.argv.slice(2))
  const unknown = [...given].find((option) => !OPTIONS.includes(option))
  if (unknown) throw new Refusal(`There is no option ${unknown}.`, `The options are ${OPTIONS.join(", ")}.`)
  const dev = given.has("--dev")

  if (!given.has("--no-install")) await ensureInstalled()
  const node = pinnedNode()
  const env = { ...readEnvFile(join(root, ".env"), node), ...process.env }
  const { host, port, dataDir } = readSettings(env)
  prepareDataDir(dataDir)
  await checkAddress(host, port)

  if (!given.has("--no-build")) {
    if (!(await trainSandbox(node))) throw new Refusal("The sandbox's language model could not be trained.")
    if (!dev && !(await buildApp(node)))
      throw new Refusal("The production build failed.", "Its reason is above.")
  }

  process.exitCode = await serveApp({
    node,
    args: [tools.next, dev ? "dev" : "start", "--hostname", host, "--port", String(port)],
    env: { ...env, ...appEnv(dev), HOST: host, PORT: String(port), DATA_DIR: dataDir },
    dataDir,
    verbose: dev || given.has("--verbose"),
    // Under npm we are nobody's once npm is killed. Started by hand we may outlive our parent (nohup, &).
    withParent: given.has("--with-parent") || process.env.npm_lifecycle_event !== undefined,
  })
})

/** The app answers SIGTERM itself (it has streams to finish); in development Next does. */
function appEnv(dev) {
  const always = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: dev ? "development" : "production" }
  return dev ? always : { ...always, NEXT_MANUAL_SIG_HANDLE: "1" }
}
