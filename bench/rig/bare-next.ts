import { cp, mkdtemp, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { type Measured, runNext, startNext } from "./process.ts"

/**
 * Builds and starts the bare Next app, in a temporary folder: inside the project, Next would take the project's own
 * proxy.ts for this app's.
 */
export async function startBareNext(upstreamApi: string): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-bare-next-"))
  await cp(path.join(import.meta.dirname, "bare-next"), folder, { recursive: true })
  await symlink(path.join(import.meta.dirname, "..", "..", "node_modules"), path.join(folder, "node_modules"))
  await runNext(["build", folder])
  const server = await startNext(folder, { BENCH_UPSTREAM: upstreamApi }, /Ready/)
  return {
    ...server,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
