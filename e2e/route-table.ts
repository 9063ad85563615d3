import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const methods = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"

export interface DeclaredRoute {
  /** "PATCH /api/runs/[id]" */
  name: string
  method: string
  path: string
  /** As `defineRoute` was told; undefined when the handler is none of its. */
  role: string | undefined
}

/** Every route handler of app, read from the sources: what Next serves, and what each declares. */
export function routeTable(): DeclaredRoute[] {
  return globSync("app/**/route.ts", { cwd: root })
    .sort()
    .flatMap((file) => {
      const source = readFileSync(join(root, file), "utf8")
      const path = `/${file
        .replaceAll("\\", "/")
        .replace(/^app\//, "")
        .replace(/\/route\.ts$/, "")}`
      return exportsOf(source).map(({ method, local }) => ({
        name: `${method} ${path}`,
        method,
        path,
        role: roleOf(source, local),
      }))
    })
}

/** The exported handlers, however they are exported, with their names inside the file. */
function exportsOf(source: string): { method: string; local: string }[] {
  const declared = source.matchAll(
    new RegExp(`^export (?:const|let|async function|function) (${methods})\\b`, "gm"),
  )
  const renamed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = ""]) => [
    ...list.matchAll(new RegExp(`(?:(\\w+) as )?\\b(${methods})\\b`, "g")),
  ])
  return [
    ...[...declared].map(([, method = ""]) => ({ method, local: method })),
    ...renamed.map(([, local, method = ""]) => ({ method, local: local ?? method })),
  ]
}

function roleOf(source: string, local: string): string | undefined {
  const begin = new RegExp(`const ${local} = defineRoute\\(\\s*\\{`).exec(source)
  if (!begin) return undefined
  return /\brole: "(\w+)"/.exec(source.slice(begin.index, begin.index + 300))?.[1]
}
