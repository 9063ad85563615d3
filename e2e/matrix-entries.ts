import { randomBytes, randomUUID } from "node:crypto"
import { crc32, deflateSync } from "node:zlib"
import { batchOf } from "./fixtures.ts"

export const roles = ["viewer", "member", "admin", "owner"] as const
export type Role = (typeof roles)[number]

/** What an address or a body names. */
export type ObjectKind =
  | "batch"
  | "run"
  | "session"
  | "person"
  | "invitation"
  | "image"
  /** An image of a run: `RUN/HASH`. */
  | "made-image"
  | "share"
  /** An image of a link: `LINK/HASH`. */
  | "share-image"
  | "connection"
  | "preset"
  | "oauth-connection"

/** What is expected of one handler. Written down here and not read from the sources: a slip there is to be seen. */
export interface MatrixEntry {
  /** The lowest role that may call it. */
  role: Role | "anyone"
  /** The kind of the thing that the call is about. One's own is answered as `status` says, somebody else's by 404. */
  object?: ObjectKind
  /** The body, given the id of that thing. */
  body?: (id: string) => unknown
  /** The address in place of the route's own, where that is a pattern for many. */
  address?: string
  /** The address for a thing that is named by more than one part. */
  addressOf?: (id: string) => string
  /** 200 unless said. */
  status?: number
  /** Admins manage everybody's: what they get for somebody else's. */
  overseen?: number
  /** What admins get, where it is not what the others get. */
  forAdmins?: number
  /** What everybody does is in the answer that admins get. */
  adminsSeeAll?: true
  /** What the route declares, where its handler looks further: anybody may be made a reviewer. */
  declares?: Role
  /** Whoever knows the id may: somebody else's is answered as one's own. */
  open?: boolean
  /** The thing stands in the body: somebody else's is left out of this answer. */
  foreignAnswer?: unknown
}

/** A preset of one column on the sandbox. */
export const aPreset = {
  name: "Tones",
  content: {
    version: 1,
    setup: {
      mode: "chat",
      promptText: "A fox",
      system: "",
      turns: [{ id: "first", role: "user", text: "Hello" }],
      columns: [{ id: "first", connectionId: "sandbox", model: "sandbox-small", parameters: {}, samples: 1 }],
      baselineId: "first",
      variables: { names: [], rows: [{ id: "first", values: {} }] },
      checks: [],
      concurrency: 5,
    },
    view: {
      rendering: "markdown",
      reading: "answers",
      diffBy: "auto",
      syncScroll: true,
      judging: false,
      layout: "columns",
    },
  },
}

/** A link to it. `sha256`: an image that it starts from. */
export const shareInput = (sha256?: string) => {
  const { version, setup, view } = aPreset.content
  const [column] = setup.columns
  const start = sha256
    ? { mode: "image", initImage: { sha256 }, columns: [{ ...column, model: "sandbox-image" }] }
    : {}
  return {
    title: "My own link",
    audience: "link",
    expiresAt: null,
    content: { version, setup: { ...setup, ...start }, view },
  }
}

const check = { id: "c", kind: "regex", pattern: "a", flags: "", not: false }

/** A picture of one pixel in a colour of its own. */
export function aPicture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(typed))
    return Buffer.concat([length, typed, sum])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const pixel = deflateSync(Buffer.concat([Buffer.from([0]), randomBytes(3)]))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixel),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

/** A private connection, to where nobody answers. */
export const connectionInput = (credential: object = { kind: "bearer", key: "sk-matrix-0123456789" }) => ({
  name: "Private",
  template: "custom",
  dialect: "openai",
  provider: "compatible",
  baseUrl: "https://nowhere.invalid/v1",
  credential,
  access: { kind: "owner" },
})
export const oauthCredential = {
  kind: "oauth2",
  clientId: "matrix",
  clientSecret: "matrix-secret",
  authorizeUrl: "https://nowhere.invalid/oauth2/authorize",
  tokenUrl: "https://nowhere.invalid/oauth2/token",
}
/** A webhook that nothing is sent to. */
const alertChannel = {
  kind: "webhook",
  name: "Matrix",
  enabled: false,
  language: "en",
  url: "https://nowhere.invalid/hook",
  secret: "a-signing-key-of-some-length",
}
const password = "a long enough password"

/** A draft that nothing is screened for. */
const aWordList = {
  name: "Names",
  category: "privacy",
  language: "en",
  action: "mask",
  scope: "both",
  strict: false,
  words: ["Ann Example"],
}

/** Every handler of the API. A route that is not here fails the matrix test: say who may call it, and on what. */
export const matrix: Record<string, MatrixEntry> = {
  "GET /api/[...rest]": { role: "anyone", address: "/api/no-such-call", status: 404 },
  "POST /api/[...rest]": { role: "anyone", address: "/api/no-such-call", status: 404 },
  "PUT /api/[...rest]": { role: "anyone", address: "/api/no-such-call", status: 404 },
  "PATCH /api/[...rest]": { role: "anyone", address: "/api/no-such-call", status: 404 },
  "DELETE /api/[...rest]": { role: "anyone", address: "/api/no-such-call", status: 404 },
  "GET /api/auth/[...nextauth]": { role: "anyone", address: "/api/auth/csrf" },
  "POST /api/auth/[...nextauth]": { role: "anyone", address: "/api/auth/_log", body: () => ({}) },
  "GET /api/health": { role: "anyone" },
  "GET /api/ready": { role: "anyone" },
  // Without a token of the operator's: nobody is told of it, but admins.
  "GET /api/metrics": { role: "anyone", status: 404, forAdmins: 200 },

  "GET /api/batches": { role: "viewer" },
  "POST /api/batches": { role: "member", body: () => batchOf("sandbox-fast") },
  "GET /api/batches/[id]": { role: "viewer", object: "batch" },
  "PATCH /api/batches/[id]": { role: "member", object: "batch", body: () => ({ starred: true }) },
  "DELETE /api/batches/[id]": { role: "member", object: "batch" },
  "POST /api/batches/[id]/cancel": { role: "member", object: "batch" },
  "GET /api/batches/[id]/events": { role: "viewer", object: "batch" },
  "GET /api/batches/[id]/judgements": { role: "viewer", object: "batch" },
  "POST /api/batches/[id]/resume": { role: "member", object: "batch" },
  "POST /api/batches/[id]/runs": {
    role: "member",
    object: "batch",
    body: () => ({ joinId: `join-${randomUUID()}`, ...batchOf("sandbox-fast") }),
  },
  "GET /api/runs": { role: "viewer" },
  "GET /api/runs/facets": { role: "viewer" },
  "GET /api/runs/[id]": { role: "viewer", object: "run" },
  "PATCH /api/runs/[id]": { role: "member", object: "run", body: () => ({ starred: true }) },
  "DELETE /api/runs/[id]": { role: "member", object: "run" },
  "POST /api/runs/[id]/cancel": { role: "member", object: "run" },
  "POST /api/checks": {
    role: "member",
    object: "run",
    body: (id) => ({ checks: [check], runIds: [id] }),
    foreignAnswer: { results: {} },
  },

  // Code is written for what one may run.
  "POST /api/code": {
    role: "member",
    object: "connection",
    body: (connectionId) => ({
      kind: "text",
      stream: false,
      variants: [
        {
          connectionId,
          model: "any",
          mode: "completion",
          prompt: { kind: "text", text: "Hi" },
          parameters: {},
        },
      ],
    }),
  },

  "GET /api/connections": { role: "viewer" },
  "POST /api/connections": { role: "member", body: () => connectionInput() },
  "GET /api/connections/manage": { role: "member", overseen: 200 },
  "GET /api/connections/discover": { role: "admin" },
  "POST /api/connections/test": { role: "member", body: () => ({ input: connectionInput() }) },
  "PATCH /api/connections/[id]": {
    role: "member",
    object: "connection",
    body: () => ({ disabled: true }),
    overseen: 200,
  },
  "DELETE /api/connections/[id]": { role: "member", object: "connection", overseen: 200 },
  "PUT /api/connections/[id]/models": {
    role: "member",
    object: "connection",
    body: () => ({ models: [] }),
    overseen: 200,
  },
  "POST /api/connections/[id]/test": {
    role: "member",
    object: "connection",
    body: () => ({}),
    overseen: 200,
  },
  // A member's key is the member's: an admin may take it out of use, not change it.
  "POST /api/connections/[id]/rotate": {
    role: "member",
    object: "connection",
    body: () => ({ credential: { kind: "bearer", key: "sk-matrix-another" } }),
    overseen: 403,
  },
  "GET /api/connections/[id]/oauth": { role: "member", object: "oauth-connection", overseen: 200 },
  // Nobody's account but the owner's goes where a private connection leads.
  "POST /api/connections/[id]/oauth/start": { role: "member", object: "oauth-connection", overseen: 403 },
  "POST /api/connections/[id]/oauth/disconnect": {
    role: "member",
    object: "oauth-connection",
    overseen: 403,
  },
  "GET /api/connections/[id]/state": { role: "viewer", object: "connection", overseen: 200 },
  "GET /api/connections/[id]/balance": { role: "member", object: "connection", overseen: 200 },
  "POST /api/images": { role: "member", body: () => aPicture() },
  "GET /api/images/[sha256]": { role: "viewer", object: "image" },
  "GET /api/images/[sha256]/download": {
    role: "viewer",
    object: "made-image",
    addressOf: (id) => `/api/images/${id.split("/")[1]}/download?run=${id.split("/")[0]}`,
  },
  "GET /api/gallery": { role: "viewer" },
  "PATCH /api/gallery/[runId]/[index]": {
    role: "member",
    object: "made-image",
    addressOf: (id) => `/api/gallery/${id.split("/")[0]}/0`,
    body: () => ({ deleted: true }),
  },
  "GET /api/presets": { role: "viewer" },
  "POST /api/presets": { role: "member", body: () => ({ presets: [aPreset] }) },
  "GET /api/presets/facets": { role: "viewer" },
  "GET /api/presets/[id]": { role: "viewer", object: "preset" },
  "PATCH /api/presets/[id]": { role: "member", object: "preset", body: () => ({ starred: true }) },
  "DELETE /api/presets/[id]": { role: "member", object: "preset" },
  "GET /api/presets/[id]/versions": { role: "viewer", object: "preset" },
  "POST /api/presets/[id]/versions": {
    role: "member",
    object: "preset",
    body: () => ({ seen: 1, content: aPreset.content }),
  },
  "GET /api/shares": { role: "viewer" },
  "POST /api/shares": { role: "member", body: () => shareInput() },
  "PATCH /api/shares/[id]": { role: "member", object: "share", body: () => ({ title: "Renamed" }) },
  "DELETE /api/shares/[id]": { role: "viewer", object: "share" },
  "POST /api/shares/[id]/views": { role: "anyone", object: "share", open: true },
  "POST /api/shares/[id]/images": { role: "member", object: "share", open: true },
  "GET /api/shares/[id]/images/[sha256]": {
    role: "anyone",
    object: "share-image",
    open: true,
    addressOf: (id) => `/api/shares/${id.split("/")[0]}/images/${id.split("/")[1]}`,
  },
  "GET /api/monitor/series": { role: "viewer" },
  "GET /api/monitor/totals": { role: "viewer", address: "/api/monitor/totals?by=model" },
  "GET /api/monitor/runs": { role: "viewer", adminsSeeAll: true },
  "GET /api/monitor/live": { role: "viewer", adminsSeeAll: true },
  "GET /api/oauth/callback": { role: "anyone", status: 303 },
  "GET /sandbox/oauth2/authorize": { role: "member", status: 400 },
  "POST /sandbox/oauth2/authorize": { role: "member", status: 400 },
  "GET /api/monitor/services": { role: "admin" },
  // Admins read what everybody did: asked for somebody who is not there, there is nothing of anybody.
  "GET /api/audit": { role: "admin", address: "/api/audit?person=nobody" },
  "GET /api/audit/export": { role: "admin", address: "/api/audit/export?format=jsonl&person=nobody" },
  "POST /api/audit/exports": {
    role: "viewer",
    body: () => ({ kind: "comparison", format: "csv", count: 1 }),
  },
  "POST /api/audit/verify": { role: "admin" },
  "GET /api/policy": { role: "viewer" },
  "PATCH /api/policy": { role: "admin", body: () => ({ membersMayConnect: true }) },
  "GET /api/compliance/lists": { role: "admin" },
  "POST /api/compliance/lists": { role: "admin", body: () => aWordList },
  // The house's lists are nobody's own.
  "GET /api/compliance/lists/[id]": { role: "admin", address: "/api/compliance/lists/none", status: 404 },
  "PATCH /api/compliance/lists/[id]": {
    role: "admin",
    address: "/api/compliance/lists/none",
    body: () => ({ version: 1, content: aWordList }),
    status: 404,
  },
  "DELETE /api/compliance/lists/[id]": { role: "admin", address: "/api/compliance/lists/none", status: 404 },
  "POST /api/compliance/lists/[id]/activate": {
    role: "admin",
    address: "/api/compliance/lists/none/activate",
    body: () => ({ version: 1 }),
    status: 404,
  },
  "POST /api/compliance/test": { role: "admin", body: () => ({ text: "Hello", content: aWordList }) },
  "GET /api/cache": { role: "viewer" },
  "DELETE /api/cache": { role: "member" },

  // Admins, and people whom they have named as reviewers.
  "GET /api/review": { role: "viewer" },
  "GET /api/review/policy": { role: "admin" },
  "PUT /api/review/policy": { role: "admin", body: () => ({}) },
  "POST /api/review/samples": { role: "admin", body: () => ({ days: 1 }) },
  "GET /api/review/items": {
    role: "admin",
    declares: "viewer",
    address: "/api/review/items?verdict=violation",
  },
  "GET /api/review/items/[id]": {
    role: "admin",
    declares: "viewer",
    address: "/api/review/items/none",
    status: 404,
  },
  "PATCH /api/review/items/[id]": {
    role: "admin",
    declares: "viewer",
    address: "/api/review/items/none",
    body: () => ({ verdict: "fine", version: 0 }),
    status: 404,
  },
  "GET /api/review/items/[id]/images/[sha256]": {
    role: "admin",
    declares: "viewer",
    address: `/api/review/items/none/images/${"0".repeat(64)}`,
    status: 404,
  },
  "GET /api/review/statistics": { role: "admin", declares: "viewer" },
  "GET /api/retention": { role: "admin" },
  "PUT /api/retention": { role: "admin", body: () => ({ logs: 3650 }) },
  "POST /api/retention/preview": { role: "admin", body: () => ({}) },
  "POST /api/retention/run": { role: "admin" },
  "POST /api/origin": { role: "admin", body: () => ({ sha256: "0".repeat(64) }) },

  "GET /api/me": { role: "viewer" },
  "PATCH /api/me": { role: "viewer", body: () => ({ name: "Renamed" }) },
  "GET /api/me/budget": { role: "viewer" },
  "POST /api/me/password": { role: "viewer", body: () => ({ email: `${randomUUID()}@a.example`, password }) },
  "GET /api/me/sessions": { role: "viewer" },
  "DELETE /api/me/sessions/[id]": { role: "viewer", object: "session" },
  "POST /api/me/sign-out-everywhere": { role: "viewer" },

  // Admins manage everyone but owners; somebody who is not there is the foreign one.
  "GET /api/alerts": { role: "admin", adminsSeeAll: true },
  "GET /api/alerts/firing": { role: "admin" },
  "GET /api/alerts/rules": { role: "admin", adminsSeeAll: true },
  "PUT /api/alerts/rules": {
    role: "admin",
    adminsSeeAll: true,
    body: () => ({
      rules: [
        { kind: "quota", enabled: true, threshold: 80, forSeconds: 60, coolDownSeconds: 3600, minCalls: 1 },
      ],
    }),
  },
  "GET /api/alerts/channels": { role: "admin" },
  "POST /api/alerts/channels": { role: "admin", body: () => alertChannel },
  "PUT /api/alerts/channels/[id]": {
    role: "admin",
    address: "/api/alerts/channels/none",
    body: () => alertChannel,
    status: 404,
  },
  "DELETE /api/alerts/channels/[id]": { role: "admin", address: "/api/alerts/channels/none", status: 404 },
  "POST /api/alerts/channels/[id]/test": {
    role: "admin",
    address: "/api/alerts/channels/none/test",
    status: 404,
  },
  "GET /api/alerts/deliveries": { role: "admin" },
  "POST /api/alerts/deliveries/[id]/retry": {
    role: "admin",
    address: "/api/alerts/deliveries/none/retry",
    status: 404,
  },
  "POST /api/alerts/mute": { role: "admin", body: () => ({ key: "none", until: null }) },
  "GET /api/people": { role: "admin" },
  "PATCH /api/people/[id]": { role: "admin", object: "person", body: () => ({ role: "viewer" }) },
  "DELETE /api/people/[id]": { role: "admin", object: "person", body: () => ({ handTo: null }) },
  "POST /api/people/[id]/link": { role: "admin", object: "person" },
  "POST /api/people/invitations": {
    role: "admin",
    body: () => ({ email: `${randomUUID()}@a.example`, role: "member" }),
  },
  "DELETE /api/people/invitations/[id]": { role: "admin", object: "invitation" },
  "POST /api/people/invitations/look": { role: "anyone", body: () => ({ token: "made-up" }), status: 404 },
}
