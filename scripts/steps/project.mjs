import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of package.json: every command works there, wherever it was typed. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** Tools by their script, not by node_modules/.bin: those would pick the Node that happens to be on PATH. */
export const tools = {
  biome: join(root, "node_modules/@biomejs/biome/bin/biome"),
  tsc: join(root, "node_modules/typescript/bin/tsc"),
  vitest: join(root, "node_modules/vitest/vitest.mjs"),
  next: join(root, "node_modules/next/dist/bin/next"),
  playwright: join(root, "node_modules/@playwright/test/cli.js"),
}
