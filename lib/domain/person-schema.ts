import * as z from "zod/mini"

export const roleSchema = z.enum(["owner", "admin", "member", "viewer"])
export type PersonRole = z.infer<typeof roleSchema>

/** A person as the browser may see itself. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: roleSchema,
  hasPassword: z.boolean(),
  /** An admin has set a budget; said where a page is made, so that others load no meter. */
  budgeted: z.optional(z.boolean()),
})
export type Person = z.infer<typeof personSchema>

/** A new password: 10 to 200 characters. */
export const setPasswordSchema = z.object({
  email: z.string().check(z.trim(), z.toLowerCase(), z.email()),
  currentPassword: z.optional(z.string().check(z.maxLength(200))),
  password: z.string().check(z.minLength(10), z.maxLength(200)),
})
export type SetPassword = z.infer<typeof setPasswordSchema>
