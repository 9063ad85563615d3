import * as z from "zod/mini"
import { budgetSchema, usedSchema } from "#lib/domain/budget-schema"
import { roleSchema, setPasswordSchema } from "#lib/domain/person-schema"

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))
const { email, password } = setPasswordSchema.shape

/** `POST /api/people/invitations`. */
export const inviteSchema = z.object({ email, role: roleSchema })
export type Invite = z.infer<typeof inviteSchema>

/** An invitation that is open, as an admin sees it; its link was shown once and is not kept. */
export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type Invitation = z.infer<typeof invitationSchema>

/** What a new invitation, or a new way in for somebody, is answered with: the link is there this once. */
export const linkAnswer = z.object({ link: z.string(), expiresAt: z.number() })
export type OneTimeLink = z.infer<typeof linkAnswer>

/** A person as an admin sees them. */
export const managedPersonSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: roleSchema,
  suspended: z.boolean(),
  createdAt: z.number(),
  lastSeenAt: z.nullable(z.number()),
  budget: budgetSchema,
  used: usedSchema,
})
export type ManagedPerson = z.infer<typeof managedPersonSchema>

/** `GET /api/people`. */
export const peopleAnswer = z.object({
  people: z.array(managedPersonSchema),
  invitations: z.array(invitationSchema),
})
export type People = z.infer<typeof peopleAnswer>

/** `PATCH /api/people/:id`. */
export const changePersonSchema = z.object({
  name: z.optional(name),
  email: z.optional(email),
  role: z.optional(roleSchema),
  suspended: z.optional(z.boolean()),
  budget: z.optional(budgetSchema),
})
export type ChangePerson = z.infer<typeof changePersonSchema>

/** `DELETE /api/people/:id`: who gets what they own; null deletes it. Nothing is chosen for the admin. */
export const removePersonSchema = z.object({ handTo: z.nullable(z.string()) })

/** `POST /api/invitations/look`: does not spend the link. */
export const lookAtInvitationSchema = z.object({ token: z.string().check(z.maxLength(200)) })
export const lookedAtAnswer = z.object({ email: z.string(), role: roleSchema })
export type LookedAt = z.infer<typeof lookedAtAnswer>

/** What an invited person fills in. */
export const acceptInvitationSchema = z.object({ name, password })

/** `PATCH /api/me`. */
export const renameSchema = z.object({ name })

/** One place where a person is signed in. */
export const sessionSchema = z.object({
  id: z.string(),
  /** What the browser calls itself. */
  userAgent: z.string(),
  /** `direct`: no proxy that we know says where it came from. */
  address: z.string(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  /** The session that asks. */
  current: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

/** `GET /api/me/sessions`: the one last used first. */
export const sessionsAnswer = z.object({ sessions: z.array(sessionSchema) })
