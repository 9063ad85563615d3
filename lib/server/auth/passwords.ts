import { hash, verify } from "@node-rs/argon2"

/** Argon2id with OWASP's first recommended setting: 19 MiB, 2 passes, 1 lane. Result in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

/** Compares against nothing when there is no such account, so that a guess takes as long either way. */
const decoy = hashPassword("no account has this password")

export async function passwordMatches(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await decoy), password)
  return matches && passwordHash != null
}
