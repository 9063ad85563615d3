import { execFile } from "node:child_process"
import { access, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { onTestFinished } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { type CodeTarget, codeLanguage } from "#lib/domain/code/snippet"
import { describeModel } from "#lib/domain/models"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import type { Dialect, UpstreamAddress, UpstreamRun } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { store } from "./engine-fixture.ts"

const run = promisify(execFile)

/** The key pair of the sandbox that is asked. */
interface KeyPair {
  apiKey: string
  secretKey: string
}

/** Everything that generated code reads from the environment, for the connections of `putCodeConnections`. */
export const environmentOf = (credentials: KeyPair): Record<string, string> => ({
  SIGNED_API_KEY: credentials.apiKey,
  SIGNED_SECRET_KEY: credentials.secretKey,
  BOTH_API_KEY: credentials.apiKey,
  BOTH_SECRET_KEY: credentials.secretKey,
  KEYED_API_KEY: credentials.apiKey,
  NAMED_USER: credentials.apiKey,
  NAMED_PASSWORD: credentials.secretKey,
  CONSENTED_CLIENT_ID: credentials.apiKey,
  CONSENTED_CLIENT_SECRET: credentials.secretKey,
})

/** Connections to a sandbox, one for each kind of credential: "signed", "keyed", "named", "consented", "open". */
export async function putCodeConnections(url: string): Promise<void> {
  const oauth = { clientId: "x", authorizeUrl: `${url}/oauth2/authorize`, tokenUrl: `${url}/oauth2/token` }
  const rows = [
    {
      id: "signed",
      name: "Signed",
      dialect: "deepseek",
      provider: "sandbox",
      credential_kind: "hmac",
      base_url: url,
    },
    { id: "keyed", name: "Keyed", credential_kind: "bearer" },
    { id: "named", name: "Named", credential_kind: "basic" },
    { id: "open", name: "Open", credential_kind: "none" },
    { id: "consented", name: "Consented", credential_kind: "oauth2", settings: JSON.stringify({ oauth }) },
  ] as const
  for (const row of rows)
    await store.connections.put(
      aConnection({ base_url: `${url}/v1`, trust: "operator", source: "environment", ...row }),
    )
}

interface To {
  dialect: Dialect
  address: UpstreamAddress
  http: UpstreamHttp
  /** Which the sandbox takes as a bearer's key too. */
  apiKey: string
}

/** What an upstream says to a run as the playground sends it. */
async function* playgroundEvents(
  variant: Variant,
  { dialect, address, http, apiKey }: To,
  prepared: Pick<UpstreamRun, "initImage" | "mask"> = {},
) {
  const model = describeModel(address.provider, variant.model)
  const asked = { variant, model, sample: 0, stream: true, ...prepared }
  const response = await http.send(dialect.request(asked, address), {
    credential: bearer(apiKey),
    signal: AbortSignal.timeout(20_000),
    trust: "operator",
    timeLimits: { connectMs: 5_000, silenceMs: 20_000 },
  })
  yield* dialect.events(response, asked)
}

/** What the playground would show of a run: the text of its answer. */
export async function playgroundText(variant: Variant, to: To): Promise<string> {
  let text = ""
  for await (const event of playgroundEvents(variant, to))
    if (event.type === "delta" && event.channel === "text") text += event.text
  return text
}

/** The pictures that the playground would show of a run, as files. */
export async function playgroundPictures(
  variant: Variant & { prepared: Pick<UpstreamRun, "initImage" | "mask"> },
  to: To,
): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = []
  for await (const event of playgroundEvents(variant, to, variant.prepared))
    if (event.type === "image" && !event.partial) pictures[event.index] = event.bytes
  return pictures
}

/** Where code finds packages of Node.js: those of this project, or others that CODE_NODE_MODULES names. */
const nodeModules = path.resolve(process.env.CODE_NODE_MODULES || "node_modules")

/** A folder to run code in. */
export async function codeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-code-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  await symlink(nodeModules, path.join(folder, "node_modules"))
  return folder
}

/** What a program needs that may not be on this machine; undefined when all is there. */
export async function missingFor(target: CodeTarget): Promise<string | undefined> {
  const [language, library = ""] = target.split("-")
  const works = (command: string, args: string[], cwd?: string) =>
    run(command, args, { cwd }).then(
      () => true,
      () => false,
    )
  if (language === "curl")
    return (await works("curl", ["--version"])) && (await works("openssl", ["version"]))
      ? undefined
      : "curl or openssl"
  if (language === "python")
    return (await works("python3", ["-c", `import ${library}`])) ? undefined : `${library} for Python`
  if (language === "java")
    return (await works("javac", ["-version"])) && (await javaClassPath())
      ? undefined
      : "javac, OkHttp or Gson"
  if (library === "fetch") return undefined
  const there = await access(path.join(nodeModules, library)).then(
    () => true,
    () => false,
  )
  return there ? undefined : `${library} for Node.js`
}

const jars = [
  "com/squareup/okhttp3/okhttp/4.12.0",
  "com/squareup/okio/okio-jvm/3.6.0",
  "com/google/code/gson/gson/2.11.0",
  "org/jetbrains/kotlin/kotlin-stdlib/1.9.10",
]

/** The class path of OkHttp and Gson as Maven keeps them on this machine; undefined where it does not. */
export async function javaClassPath(): Promise<string | undefined> {
  const folders = jars.map((jar) => path.join(homedir(), ".m2/repository", jar))
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => [])
      return names.filter((name) => name.endsWith(".jar")).map((name) => path.join(folder, name))
    }),
  )
  return found.every((files) => files.length > 0) ? found.flat().join(path.delimiter) : undefined
}

/** Runs code and gives what it prints; rejects with what it complains of. */
export async function runCode(
  target: CodeTarget,
  folder: string,
  file: { name: string; code: string },
  env: Record<string, string>,
  args: string[] = [],
): Promise<string> {
  await writeFile(path.join(folder, file.name), file.code)
  const command = {
    bash: ["bash", file.name],
    python: ["python3", file.name],
    javascript: [process.execPath, ...args, file.name],
    java: ["java", "-cp", (await javaClassPath()) ?? "", file.name],
  }[codeLanguage(target)]
  const [program = "", ...rest] = command
  const { stdout } = await run(program, rest, {
    cwd: folder,
    // Nothing of this process's own: what the code needs, it says. Java prints by the locale.
    env: { NODE_ENV: "test", LANG: "C.UTF-8", PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout
}
