/** Where a secret lies when Bracket does not keep it: text that stands in place of the secret itself. */
export type SecretReference =
  | { kind: "env"; name: string }
  | { kind: "file"; path: string }
  | { kind: "vault"; mount: string; path: string; field: string }

/** What a person typed where a secret goes: the secret itself, a reference to one, or a reference with a slip in it. */
export type SecretKind = "literal" | "reference" | "broken_reference"

/** No key of any provider begins like a reference, so what begins like one and is none is a slip. */
export function secretKindOf(text: string): SecretKind {
  if (!/^(?:env|file|vault):/.test(text)) return "literal"
  return parseSecretReference(text) ? "reference" : "broken_reference"
}

/**
 * Reads `env:NAME`, `file:/absolute/path` or `vault:mount/path#field`; undefined for everything else. In a Vault
 * reference the mount is what stands before the first slash.
 */
export function parseSecretReference(text: string): SecretReference | undefined {
  const env = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)
  if (env?.[1]) return { kind: "env", name: env[1] }
  const file = /^file:(\/[^\0\n]+)$/.exec(text)
  if (file?.[1]) return { kind: "file", path: file[1] }
  const [, mount, path, field] = /^vault:([\w.-]+)\/([\w.-]+(?:\/[\w.-]+)*)#([\w.-]+)$/.exec(text) ?? []
  // Steps of dots would lead out of the mount.
  if (mount && path && field && ![mount, ...path.split("/")].some((step) => /^\.+$/.test(step)))
    return { kind: "vault", mount, path, field }
  return undefined
}
