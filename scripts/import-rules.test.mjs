import { spawnSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative, resolve } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { root, tools } from "./steps/project.mjs"

/** The import directions of biome.json, by example: [importing file, allowed imports, forbidden imports]. */
const RULES = [
  [
    "app/page.tsx",
    ["#components/ui/x", "#lib/client/x", "#lib/domain/x", "#lib/server/container", "./parts/x", "next"],
    ["#lib/sandbox/x", "../lib/domain/x"],
  ],
  ["proxy.ts", ["#lib/server/auth/x", "next/server"], ["#lib/sandbox/x", "./lib/server/x", "./app/x"]],
  ["instrumentation.ts", ["#lib/server/container"], ["#lib/sandbox/x", "./lib/server/container"]],
  [
    "components/shell/x.tsx",
    ["#components/ui/x", "#lib/client/x", "#lib/domain/x", "#messages/en", "react", "./y"],
    ["#lib/server/x", "#lib/server/store/x", "#lib/sandbox/x", "../ui/x", "../../app/x", "./parts/x"],
  ],
  [
    "lib/client/x.ts",
    ["#lib/client/api/x", "#lib/domain/x", "zustand", "./y"],
    ["#components/ui/x", "#lib/server/x", "#lib/server/store/x", "#lib/sandbox/x", "../domain/x"],
  ],
  [
    "lib/domain/x.ts",
    ["#lib/domain/y", "zod", "zod/mini", "./y"],
    [
      "#lib/client/x",
      "#lib/server/x",
      "#lib/sandbox/x",
      "#components/ui/x",
      "node:fs",
      "fs",
      "react",
      "next/server",
    ],
  ],
  [
    "lib/domain/x.test.ts",
    ["vitest", "fast-check", "node:fs", "#lib/domain/x"],
    ["#lib/server/x", "#lib/client/x"],
  ],
  [
    "lib/sandbox/x.ts",
    ["#lib/sandbox/language/x", "#lib/domain/x", "node:http"],
    ["#lib/server/x", "#lib/client/x", "#components/ui/x", "../server/x"],
  ],
  [
    "lib/server/container.ts",
    ["#lib/server/engine/x", "#lib/server/store/x", "#lib/server/upstream/x", "#lib/server/config"],
    ["#lib/client/x", "#components/ui/x", "#lib/sandbox/main", "./store/x", "../sandbox/main"],
  ],
  [
    "lib/server/http/x.ts",
    [
      "#lib/server/auth/x",
      "#lib/server/engine/x",
      "#lib/server/audit/x",
      "#lib/server/container",
      "#lib/domain/x",
    ],
    ["#lib/client/x", "#components/ui/x", "#lib/sandbox/x"],
  ],
  [
    "lib/server/engine/x.ts",
    [
      "#lib/server/upstream/x",
      "#lib/server/store/x",
      "#lib/server/secrets/x",
      "#lib/server/audit/x",
      "#lib/server/log",
    ],
    ["#lib/server/http/x", "#lib/server/auth/x", "#lib/server/container", "#lib/client/x", "#lib/sandbox/x"],
  ],
  [
    "lib/server/upstream/dialects/x.ts",
    ["#lib/server/upstream/credentials/x", "#lib/server/config", "#lib/domain/x", "undici"],
    [
      "#lib/server/engine/x",
      "#lib/server/http/x",
      "#lib/server/store/x",
      "#lib/server/auth/x",
      "#lib/server/container",
    ],
  ],
  [
    "lib/server/store/x.ts",
    ["#lib/server/store/y", "#lib/server/secrets/x", "#lib/server/log", "kysely"],
    [
      "#lib/server/engine/x",
      "#lib/server/http/x",
      "#lib/server/upstream/x",
      "#lib/server/auth/x",
      "#lib/server/container",
    ],
  ],
  [
    "lib/server/auth/x.ts",
    ["#lib/server/store/x", "#lib/server/secrets/x", "#lib/server/container", "next-auth"],
    ["#lib/server/engine/x", "#lib/server/http/x", "#lib/server/upstream/x"],
  ],
  ...["secrets", "audit", "monitor"].map((room) => [
    `lib/server/${room}/x.ts`,
    ["#lib/server/config", "#lib/server/store/x", "#lib/domain/x"],
    [
      "#lib/server/http/x",
      "#lib/server/engine/x",
      "#lib/server/upstream/x",
      "#lib/server/auth/x",
      "#lib/sandbox/x",
    ],
  ]),
  ["lib/server/config.ts", ["#lib/server/log", "zod/mini"], ["#lib/server/store/x", "#lib/server/container"]],
  ["lib/server/log.ts", ["#lib/server/config", "pino"], ["#lib/server/secrets/x", "#lib/server/container"]],
  [
    "lib/server/engine/x.test.ts",
    ["#lib/sandbox/x", "#lib/server/store/x", "vitest"],
    ["#lib/client/x", "../store/x"],
  ],
  ["e2e/x.spec.ts", ["./start-app", "#lib/domain/x"], ["../app/page"]],
  ["bench/x.ts", ["#lib/sandbox/x", "#lib/server/container"], ["../app/page"]],
]

const cases = RULES.flatMap(([from, allowed, forbidden]) => [
  ...allowed.map((to, index) => ({ from, to, verdict: "may", line: index + 1 })),
  ...forbidden.map((to, index) => ({ from, to, verdict: "must not", line: allowed.length + index + 1 })),
])

let folder
const refused = new Set()

/** One run of the linter over a folder with these files; their imports are type imports, which count like any other. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bracket-import-rules-"))
  copyFileSync(join(root, "biome.json"), join(folder, "biome.json"))
  for (const [from, allowed, forbidden] of RULES) {
    mkdirSync(dirname(join(folder, from)), { recursive: true })
    const lines = [...allowed, ...forbidden].map((to, index) => `export type { x${index} } from "${to}"\n`)
    writeFileSync(join(folder, from), lines.join(""))
  }
  const options = [
    "--vcs-enabled=false",
    "--only=noRestrictedImports",
    "--max-diagnostics=none",
    "--reporter=github",
  ]
  const { stdout } = spawnSync(process.execPath, [tools.biome, "lint", ...options], {
    cwd: folder,
    encoding: "utf8",
  })
  for (const [, file, line] of stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+),/g)) {
    refused.add(`${relative(realpathSync(folder), resolve(folder, file)).replaceAll("\\", "/")}:${line}`)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(cases)("$from $verdict import $to", ({ from, verdict, line }) => {
  expect(refused.has(`${from}:${line}`)).toBe(verdict === "must not")
})
