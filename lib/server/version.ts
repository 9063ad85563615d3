import "server-only"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as z from "zod/mini"

const packageSchema = z.object({ version: z.string(), license: z.string() })

/** This installation's version and licence, as package.json states them. */
export function readVersion(): { version: string; license: string } {
  const text = readFileSync(join(process.cwd(), "package.json"), "utf8")
  return packageSchema.parse(JSON.parse(text))
}
