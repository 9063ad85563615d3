import { globSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import en from "#messages/en"
import zh from "#messages/zh-CN"

/** Handlers that change nothing worth an entry, or leave their entries by themselves; and why. */
const exceptions: Record<string, string> = {
  "POST app/api/[...rest]/route.ts": "there is nothing",
  "PUT app/api/[...rest]/route.ts": "there is nothing",
  "PATCH app/api/[...rest]/route.ts": "there is nothing",
  "DELETE app/api/[...rest]/route.ts": "there is nothing",
  "POST app/api/auth/[...nextauth]/route.ts":
    "sign-ins and sign-outs are recorded where they succeed or fail",
  "POST app/api/code/route.ts": "writes code for the eye and sends nothing; saved, it is an export",
  "POST app/api/compliance/test/route.ts": "shows what a filter would do and keeps nothing",
  "POST app/api/images/route.ts": "an upload is the uploader's alone, and unused ones go by themselves",
  "POST app/api/people/invitations/look/route.ts": "shows whom an invitation is for and spends nothing",
  "POST app/sandbox/oauth2/authorize/route.ts":
    "the sandbox's own page; the consent is recorded at the callback",
}

/** Actions that no route declares: the server's own, and those of sign-in. */
const ownActions = [
  "sign-in",
  "sign-out",
  "sign-in-link.print",
  "audit.lost",
  "audit.remove",
  "backup.make",
  "backup.restore",
  "retention.job",
  "connection.key-destroyed",
  "connection.fallback-key",
  "connection.oauth.connect",
  "connection.oauth.withdrawn",
]

const files = globSync("app/**/route.ts").map((file) => file.replaceAll("\\", "/"))
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]))

/** The mutating handlers of a route file, with what each declares. */
function handlersOf(source: string): { method: string; declaration: string }[] {
  const named = [...source.matchAll(/^(?:export )?const (\w+) = defineRoute\(/gm)].map((match) => ({
    name: match[1] ?? "",
    declaration: source.slice(match.index, source.indexOf("=>", match.index)),
  }))
  const renamed = [...source.matchAll(/(\w+) as (POST|PUT|PATCH|DELETE)\b/g)].map(([, local, method]) => ({
    method: method ?? "",
    declaration: named.find(({ name }) => name === local)?.declaration ?? "",
  }))
  const direct = named
    .filter(({ name }) => ["POST", "PUT", "PATCH", "DELETE"].includes(name))
    .map(({ name, declaration }) => ({ method: name, declaration }))
  return [...direct, ...renamed]
}

test("every handler that changes something leaves an entry, or is excepted for a reason", () => {
  const silent = [...sources].flatMap(([file, source]) =>
    handlersOf(source)
      .filter(({ declaration }) => !/\baudit: "/.test(declaration))
      .map(({ method }) => `${method} ${file}`),
  )
  expect(silent.sort()).toEqual(Object.keys(exceptions).sort())
})

test("every action has its sentence, in both languages", () => {
  const declared = [...sources.values()].flatMap((source) =>
    [...source.matchAll(/\baudit: "([^"]+)"/g)].map(([, action = ""]) => action),
  )
  for (const action of [...declared, ...ownActions]) {
    const key = action.replaceAll(".", "_")
    expect(en.operations.audit.action, action).toHaveProperty([key])
    expect(zh.operations.audit.action, action).toHaveProperty([key])
  }
})
