import * as z from "zod/mini"
import { variantSchema } from "#lib/domain/batch"

/*
 * A request as code is written from it: all that is sent, but no secret, only the names of the environment variables
 * that hold them.
 */

/** Body of `POST /api/code`: the variants of a batch. Nothing is run, and nothing of it is kept. */
export const codeInputSchema = z.object({
  kind: z.enum(["text", "image"]),
  variants: z.array(variantSchema).check(z.minLength(1), z.maxLength(50)),
  /** Whether the answer is to come piece by piece, where the server can do that. */
  stream: z.boolean(),
})
export type CodeInput = z.infer<typeof codeInputSchema>

const variable = z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/))

/** An address; with `base`, it stands behind what that environment variable holds. */
const codeAddressSchema = z.object({ base: z.optional(variable), text: z.string() })
export type CodeAddress = z.infer<typeof codeAddressSchema>

/** How a request is authenticated; the secrets by the names of environment variables. */
const codeAuthSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("bearer"), key: variable }),
  z.object({ kind: z.literal("basic"), user: variable, password: variable }),
  z.object({ kind: z.literal("hmac"), apiKey: variable, secretKey: variable }),
  z.object({
    kind: z.literal("oauth2"),
    tokenUrl: codeAddressSchema,
    clientId: variable,
    clientSecret: variable,
    scope: z.optional(z.string()),
  }),
])
export type CodeAuth = z.infer<typeof codeAuthSchema>

const codeBodySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("json"), value: z.record(z.string(), z.json()) }),
  z.object({
    kind: z.literal("form"),
    fields: z.array(z.object({ name: z.string(), value: z.string() })),
    /** `file` is the name of one of the answer's files. */
    files: z.array(z.object({ name: z.string(), file: z.string() })),
  }),
])
export type CodeBody = z.infer<typeof codeBodySchema>

const codeRequestSchema = z.object({
  connection: z.string(),
  model: z.string(),
  /** Where in the answer the text or the images stand. */
  answer: z.enum(["chat", "completion", "images", "webui"]),
  /** False too where the server answers only when all is done. */
  stream: z.boolean(),
  url: codeAddressSchema,
  auth: codeAuthSchema,
  body: codeBodySchema,
})
export type CodeRequest = z.infer<typeof codeRequestSchema>

const codeFileSchema = z.object({
  name: z.string(),
  /** Stands in bodies of JSON where the file's content goes, in base64. */
  token: z.string(),
  /** Where it can be fetched, as it is sent. */
  address: z.string(),
})
export type CodeFile = z.infer<typeof codeFileSchema>

/** Answer of `POST /api/code`: a request for each variant, and the files that they read. */
export const codeAnswerSchema = z.object({
  requests: z.array(codeRequestSchema),
  files: z.array(codeFileSchema),
})
export type CodeAnswer = z.infer<typeof codeAnswerSchema>
