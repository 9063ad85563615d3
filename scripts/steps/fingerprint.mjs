import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Folders that end up in the production build. */
const FOLDERS = ["app", "components", "lib", "messages", "public"]
/** lib/sandbox is a program of its own that the build never bundles. */
const NOT_BUILT = /(^|\/)[^/]+\.test\.[^/]+$|^lib\/sandbox\/|\.md$|(^|\/)\./
const ROOT_FILE = /\.(ts|mjs|js|json)$/
const NOT_CONFIGURATION = new Set(["biome.json", "next-env.d.ts", "playwright.config.ts", "vitest.config.ts"])

/** One hash over the contents of everything the build is made of (contents, so a touch or a checkout rebuilds nothing). */
export function sourcesFingerprint(root) {
  const hash = createHash("sha256")
  for (const path of builtFiles(root)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0")
  }
  return hash.digest("hex")
}

export function builtFiles(root) {
  const atRoot = filesIn(root, "", false).filter(
    (path) => ROOT_FILE.test(path) && !NOT_CONFIGURATION.has(path),
  )
  const inFolders = FOLDERS.flatMap((folder) => filesIn(root, folder, true))
  return [...atRoot, ...inFolders].filter((path) => !NOT_BUILT.test(path)).sort()
}

function filesIn(root, folder, deep) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) return deep ? filesIn(root, path, true) : []
    return entry.isFile() ? [path] : []
  })
}
