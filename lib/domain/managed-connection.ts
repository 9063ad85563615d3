import * as z from "zod/mini"
import {
  credentialKindSchema,
  dialectSchema,
  modelSchema,
  modeSchema,
  priceSchema,
  providerSchema,
} from "#lib/domain/connection"
import {
  accessSchema,
  connectionLimitsSchema,
  credentialInputSchema,
  httpUrl,
  line,
  oauthClientSchema,
  planQuotaSchema,
  timeLimitsInputSchema,
} from "#lib/domain/connection-parts"
import { testReportSchema } from "#lib/domain/connection-test-report"

export type {
  Access,
  ConnectionLimits,
  CredentialInput,
  OAuthClient,
  PlanQuota,
} from "#lib/domain/connection-parts"
export { secretFields } from "#lib/domain/secret-fields"

/*
 * Connections as those see them who set them up. What everybody sees of one to run on it is `connectionSchema`.
 */

/** Left out: as it is. Null: none. */
const optionalUrl = z.optional(z.nullable(httpUrl))

/** `POST /api/connections`, and with each key optional `PATCH /api/connections/:id`: what is there replaces what was. */
export const connectionInputSchema = z.object({
  name: line(80),
  template: line(40),
  dialect: dialectSchema,
  provider: providerSchema,
  /** Checked further where it is dialled; a slash at the end is dropped. */
  baseUrl: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
  credential: credentialInputSchema,
  /** Left out: everyone when an admin adds it, else only the one who does. */
  access: z.optional(accessSchema),
  limits: z._default(connectionLimitsSchema, {}),
  planQuota: z._default(planQuotaSchema, {}),
  statusUrl: optionalUrl,
  consoleUrl: optionalUrl,
  timeLimits: z._default(timeLimitsInputSchema, {}),
  /** Certificates (PEM) of the only authority that may vouch for this server; admins alone. */
  caPem: z.optional(z.nullable(z.string().check(z.maxLength(65_536)))),
  /** Sends in the clear beyond this machine; admins alone. */
  allowPlainHttp: z._default(z.boolean(), false),
})
export type ConnectionInput = z.input<typeof connectionInputSchema>
export type CheckedConnectionInput = z.output<typeof connectionInputSchema>

/** Without defaults: in a change, what is left out stays. */
export const changeConnectionSchema = z.partial(
  z.extend(connectionInputSchema, {
    limits: connectionLimitsSchema,
    planQuota: planQuotaSchema,
    timeLimits: timeLimitsInputSchema,
    allowPlainHttp: z.boolean(),
    disabled: z.boolean(),
  }),
)
export type ChangeConnection = z.infer<typeof changeConnectionSchema>

/** A price as somebody typed it. */
const typedPrice = priceSchema.check(
  z.refine(({ input, cachedInput, output, peak }) =>
    [input, cachedInput, output, peak?.input, peak?.cachedInput, peak?.output].every(
      (figure) => figure === undefined || (figure >= 0 && figure <= 100_000),
    ),
  ),
)

/** What an admin says about a model, over what is known of it; `hidden` takes it out of every list. */
export const modelOverrideSchema = z.object({
  id: line(300),
  hidden: z.optional(z.boolean()),
  modes: z.optional(z.array(modeSchema).check(z.minLength(1), z.maxLength(3))),
  contextTokens: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1e9)))),
  maxOutputTokens: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1e9)))),
  thinking: z.optional(z.enum(["none", "default-on"])),
  vision: z.optional(z.boolean()),
  /** Dated prices; they replace the known ones. None: the price is unknown. */
  prices: z.optional(z.array(typedPrice).check(z.maxLength(50))),
})
export type ModelOverride = z.infer<typeof modelOverrideSchema>

/** `PUT /api/connections/:id/models`: all overrides of the connection; a new id is a model added by hand. */
export const putModelsSchema = z.object({ models: z.array(modelOverrideSchema).check(z.maxLength(500)) })

/** A model with where it comes from: our own table, the provider's list, or somebody's hand. */
export const managedModelSchema = z.object({
  model: modelSchema,
  from: z.enum(["known", "provider", "hand"]),
  override: z.optional(modelOverrideSchema),
})
export type ManagedModel = z.infer<typeof managedModelSchema>

/** What is shown of a secret: its last four characters, or the reference to it. */
export const secretFieldSchema = z.object({
  name: z.string(),
  lastFour: z.optional(z.string()),
  reference: z.optional(z.string()),
})
export type SecretField = z.infer<typeof secretFieldSchema>

export const managedConnectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  template: z.string(),
  dialect: dialectSchema,
  provider: providerSchema,
  /** `sandbox:` for the embedded one. */
  baseUrl: z.string(),
  source: z.enum(["built-in", "environment", "person"]),
  /** Whose private connection it is; null for shared ones. */
  owner: z.nullable(z.object({ id: z.string(), name: z.string() })),
  disabled: z.boolean(),
  /** Name, address and credential can be changed; of others only limits, links, models, and who may use them. */
  editable: z.boolean(),
  deletable: z.boolean(),
  credential: z.object({
    kind: credentialKindSchema,
    fields: z.array(secretFieldSchema),
    oauth: z.optional(oauthClientSchema),
    /** Epoch ms since when this key is the current one; null where there is none, or nobody knows. */
    keyCreatedAt: z.nullable(z.number()),
    /** Until when the key before it stands in, should the provider refuse the new one; null: there is none. */
    fallbackUntil: z.nullable(z.number()),
  }),
  access: accessSchema,
  limits: connectionLimitsSchema,
  planQuota: planQuotaSchema,
  statusUrl: z.nullable(z.string()),
  consoleUrl: z.nullable(z.string()),
  timeLimits: timeLimitsInputSchema,
  caPem: z.nullable(z.string()),
  allowPlainHttp: z.boolean(),
  models: z.array(managedModelSchema),
  modelsReadAt: z.nullable(z.number()),
  /** Error code of the last reading, when it failed. */
  modelsError: z.nullable(z.string()),
  /** What runs have taken since midnight UTC. */
  today: z.object({ requests: z.number(), tokens: z.number(), cost: z.number() }),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type ManagedConnection = z.infer<typeof managedConnectionSchema>

/** `GET /api/connections/manage`. */
export const managedConnectionsAnswer = z.object({
  connections: z.array(managedConnectionSchema),
  /** What this person may add: connections for others too, private ones only, or none. */
  mayAdd: z.enum(["shared", "private", "none"]),
})
export type ManagedConnections = z.infer<typeof managedConnectionsAnswer>

/** `POST /api/connections`, `PATCH /api/connections/:id`, `PUT /api/connections/:id/models`. */
export const managedConnectionAnswer = z.object({ connection: managedConnectionSchema })

/** `POST /api/connections/:id/test`. */
export const testStoredSchema = z.object({ model: z.optional(line(300)) })

/** `POST /api/connections/test`: what is not saved yet; secrets that are left out are those of connection `id`. */
export const testUnsavedSchema = z.object({
  input: connectionInputSchema,
  id: z.optional(z.string()),
  model: z.optional(line(300)),
})

/** The answer of both. */
export const testAnswer = z.object({ report: testReportSchema })

/** `POST /api/connections/:id/rotate`: the new key, all fields of it. */
export const rotateSchema = z.object({ credential: credentialInputSchema, model: z.optional(line(300)) })

/** `rotated` is false when the new key did not pass its test: then nothing has changed. */
export const rotateAnswer = z.object({
  rotated: z.boolean(),
  report: testReportSchema,
  connection: managedConnectionSchema,
})

/** `GET /api/connections/discover`: model servers that answer on this machine. */
export const discoveredAnswer = z.object({
  found: z.array(
    z.object({
      template: z.string(),
      name: z.string(),
      baseUrl: z.string(),
      models: z.int(),
      /** Set when a connection goes there already. */
      connectionId: z.optional(z.string()),
    }),
  ),
})
export type Discovered = z.infer<typeof discoveredAnswer>["found"][number]
