import type { Credential } from "./credential.ts"

/** `Authorization: Basic …` (RFC 7617), name and password as UTF-8. */
export function basic(user: string, password: string): Credential {
  return ({ headers }) => {
    headers.authorization = `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`
  }
}
