import type { CodeAddress, CodeAuth, CodeFile } from "#lib/domain/code/code-request"
import type { Resolved } from "#lib/server/engine/connections"

/** The environment variables of one connection begin with this. */
export type EnvPrefix = string

/** Gives each connection its environment variables: named after it, and no two alike. */
export function createEnvPrefixes(): (connectionId: string, chosen: Resolved) => EnvPrefix {
  const byConnection = new Map<string, EnvPrefix>()
  return (connectionId, { connectionName, provider }) => {
    const known = byConnection.get(connectionId)
    if (known !== undefined) return known
    // A name in other letters, or none that a variable may begin with, gives way to the provider's.
    const name = upper(connectionName)
    const wanted = /^[A-Z]/.test(name) ? name : upper(provider)
    const taken = new Set(byConnection.values())
    let prefix = wanted
    for (let next = 2; taken.has(prefix); next++) prefix = `${wanted}_${next}`
    byConnection.set(connectionId, prefix)
    return prefix
  }
}

const upper = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 40)

/** How a request is authenticated, the secrets by the names of their variables. */
export function authOf({ way }: Resolved, prefix: EnvPrefix): CodeAuth {
  switch (way.credential) {
    case "none":
      return { kind: "none" }
    case "bearer":
      return { kind: "bearer", key: `${prefix}_API_KEY` }
    case "basic":
      return { kind: "basic", user: `${prefix}_USER`, password: `${prefix}_PASSWORD` }
    case "hmac":
      return { kind: "hmac", apiKey: `${prefix}_API_KEY`, secretKey: `${prefix}_SECRET_KEY` }
    case "oauth2":
      return {
        kind: "oauth2",
        tokenUrl: addressOf(way.oauth?.tokenUrl ?? "", { way }, prefix),
        clientId: `${prefix}_CLIENT_ID`,
        clientSecret: `${prefix}_CLIENT_SECRET`,
        ...(way.oauth?.scope ? { scope: way.oauth.scope } : {}),
      }
  }
}

/** An address; of the sandbox only what stands behind its base, which is another one after the next start. */
export function addressOf(href: string, { way }: Pick<Resolved, "way">, prefix: EnvPrefix): CodeAddress {
  if (!way.isSandbox) return { text: href }
  return { base: `${prefix}_BASE_URL`, text: href.slice(way.address.baseUrl.length) }
}

/**
 * The files that code reads, each once. A token stands for the content of its file in base64: it is one itself, so that
 * the dialects write it as they write a picture. `avoid`: what it must not occur in.
 */
export function createCodeFiles(avoid: string) {
  const files: CodeFile[] = []
  const taken = () => new Set(files.map(({ name }) => name))
  let count = 0
  return {
    files,
    fileAt(address: string, stem: string, extension: string): CodeFile {
      const known = files.find((file) => file.address === address)
      if (known) return known
      let name = `${stem}.${extension}`
      for (let next = 2; taken().has(name); next++) name = `${stem}-${next}.${extension}`
      let token: string
      do token = `BracketFile${String(++count).padStart(5, "0")}`
      while (avoid.includes(token))
      const file = { name, token, address }
      files.push(file)
      return file
    },
  }
}

export type CodeFiles = ReturnType<typeof createCodeFiles>
