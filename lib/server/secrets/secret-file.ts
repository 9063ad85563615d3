import { open, realpath } from "node:fs/promises"
import path from "node:path"
import { secretUnavailable } from "./secret-unavailable.ts"

/** Bytes. Keys are short; a service account's file has some 3 kB. */
const largest = 65_536

/** Files that are no files: they show the environment, the memory or a device. */
const notForSecrets = ["/proc", "/sys", "/dev"]

/**
 * The content of a secret's file, without the new line at its end, as Docker and Kubernetes mount them (symbolic links
 * included). Not from Bracket's own data folder: `master.key` lies there, nor from a `.env`. Rejects with
 * `BracketError("secret_unavailable")`.
 */
export async function readSecretFile(file: string, dataDir: string): Promise<string> {
  const real = await realpath(/* turbopackIgnore: true */ file).catch((cause: unknown) => {
    throw refusedBy(cause)
  })
  const own = await realpath(/* turbopackIgnore: true */ dataDir).catch(() => dataDir)
  const isEnvironment = [real, file].some((each) => path.basename(each).startsWith(".env"))
  if (isEnvironment || [own, ...notForSecrets].some((folder) => isInside(real, folder)))
    throw secretUnavailable("file", "forbidden")
  const handle = await open(/* turbopackIgnore: true */ real).catch((cause: unknown) => {
    throw refusedBy(cause)
  })
  try {
    if (!(await handle.stat()).isFile()) throw secretUnavailable("file", "forbidden")
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(largest + 1), 0, largest + 1, 0)
    if (bytesRead > largest) throw secretUnavailable("file", "too_large")
    return textOf(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

function textOf(bytes: Buffer): string {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/[\r\n]+$/, "")
  } catch (cause) {
    throw secretUnavailable("file", "unreadable", cause)
  }
  if (text.trim() === "") throw secretUnavailable("file", "empty")
  return text
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === "" || !(way.startsWith("..") || path.isAbsolute(way))
}

function refusedBy(cause: unknown) {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  return secretUnavailable("file", code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable", cause)
}
