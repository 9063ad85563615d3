import * as z from "zod/mini"

export const roleSchema = z.enum(["owner", "admin", "member", "viewer"])
export type PersonRole = z.infer<typeof roleSchema>

const rank: Record<PersonRole, number> = { viewer: 0, member: 1, admin: 2, owner: 3 }

/** True when `role` may do what `needed` may do. */
export function mayActAs(role: PersonRole, needed: PersonRole): boolean {
  return rank[role] >= rank[needed]
}

/** A person as the browser may see itself. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: roleSchema,
  hasPassword: z.boolean(),
})
export type Person = z.infer<typeof personSchema>

/** A new password: 10 to 200 characters. */
export const setPasswordSchema = z.object({
  email: z.string().check(z.trim(), z.toLowerCase(), z.email()),
  currentPassword: z.optional(z.string().check(z.maxLength(200))),
  password: z.string().check(z.minLength(10), z.maxLength(200)),
})
export type SetPassword = z.infer<typeof setPasswordSchema>
