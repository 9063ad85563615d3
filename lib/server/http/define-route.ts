import "server-only"
import { randomUUID } from "node:crypto"
import type * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"
import { mayActAs, type PersonRole } from "#lib/domain/person"
import { type SignedIn, signedInFrom } from "#lib/server/auth/signed-in"
import { type Container, getContainer } from "#lib/server/container"
import { noteAnswer } from "#lib/server/http/answered-call"
import { errorAnswer } from "#lib/server/http/error-answer"
import type { LimitName } from "#lib/server/http/limits"
import { readJsonBody } from "#lib/server/http/read-body"
import { assertSameOrigin } from "#lib/server/http/same-origin"
import { isStorageFull, storageFull } from "#lib/server/store/storage-full"

/** What a handler is given: all of it checked. */
export interface RouteCall<Body, Query, Who> {
  request: Request
  params: Record<string, string>
  /** The parts of a catch-all segment. */
  path: string[]
  body: Body
  query: Query
  who: Who
  container: Container
  requestId: string
  /** Where the call came from, for the audit log and limits. */
  address: string
  /** Adds to the row that the call leaves in the audit log: what was made, how it went. */
  note: (more: { target?: string; details?: Record<string, string | number | boolean> }) => void
}

type Schema = z.ZodMiniType
type Output<S> = S extends Schema ? z.output<S> : undefined

/** What a route declares. */
export interface RouteDeclaration<
  B extends Schema | undefined,
  Q extends Schema | undefined,
  R extends PersonRole | "anyone",
> {
  /** Who may call it: a role (or one above it), or anyone, signed in or not. */
  role: R
  limit: LimitName
  body?: B
  /** A call without a body is a call with an empty object. */
  bodyOptional?: boolean
  /** Parses the query string, given as an object of strings. */
  query?: Q
  /** Largest body in bytes; 64 KiB unless said. */
  maxBodyBytes?: number
  /** The name under which each call leaves a row in the audit log. */
  audit?: string
}

type Who<R> = R extends "anyone" ? SignedIn | undefined : SignedIn

/**
 * The frame of every route: parse, authenticate, same origin, limit, audit, and one error shape for whatever goes
 * wrong. The handler returns a `Response`, or a value that is answered as JSON.
 */
export function defineRoute<
  R extends PersonRole | "anyone",
  B extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
>(
  route: RouteDeclaration<B, Q, R>,
  handle: (call: RouteCall<Output<B>, Output<Q>, Who<R>>) => Promise<Response | object> | Response | object,
) {
  return async (
    request: Request,
    context?: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    const requestId = randomUUID()
    const container = await getContainer()
    const address = addressOf(request, container.config)
    const answered = noteAnswer({ request, requestId, params: context?.params, container })
    let who: SignedIn | undefined
    let target: string | undefined
    const details: Record<string, string | number | boolean> = {}
    const audit = (outcome: "ok" | "refused" | "failed", code?: string) => {
      if (route.audit !== undefined)
        container.audit.record({
          action: route.audit,
          personId: who?.person.id ?? null,
          target: target ?? null,
          outcome,
          address,
          device: request.headers.get("user-agent") ?? "",
          requestId,
          details: code === undefined ? details : { ...details, code },
        })
    }
    try {
      const { params, path } = splitParams(await context?.params)
      target = Object.values(params)[0]
      if (!["GET", "HEAD"].includes(request.method)) assertSameOrigin(request.headers)
      who = await signedInFrom(request.headers.get("cookie"), container)
      if (route.role !== "anyone") assertRole(who, route.role)
      await container.limits.take(route.limit, who?.person.id ?? address)
      const hasNone = route.bodyOptional && !request.headers.has("content-type")
      const json = hasNone ? {} : route.body && (await readJsonBody(request, route.maxBodyBytes ?? 65_536))
      const body = route.body && parse(route.body, json)
      const query = route.query && parse(route.query, Object.fromEntries(new URL(request.url).searchParams))
      const answer = await handle({
        request,
        params,
        path,
        body: body as Output<B>,
        query: query as Output<Q>,
        who: who as Who<R>,
        container,
        requestId,
        address,
        note: (more) => {
          target = more.target ?? target
          Object.assign(details, more.details)
        },
      })
      audit("ok")
      if (answer instanceof Response) {
        // Next answers HEAD by GET and never reads the body: a stream would wait for its reader for ever.
        if (request.method === "HEAD") await answer.body?.cancel()
        return answered(answer)
      }
      const headers = { "cache-control": "no-store", "x-request-id": requestId }
      return answered(Response.json(answer, { headers }))
    } catch (thrown) {
      const error = asAnswerable(thrown)
      if (error.code === "internal")
        container.log.error({ err: thrown, requestId, path: new URL(request.url).pathname }, "route failed")
      audit(error.status < 500 ? "refused" : "failed", error.code)
      return answered(errorAnswer(error, requestId), error.code)
    }
  }
}

function assertRole(who: SignedIn | undefined, role: PersonRole): void {
  if (!who)
    throw new BracketError("unauthenticated", "You are not signed in.", { hint: "Sign in, then try again." })
  if (!mayActAs(who.person.role, role))
    throw new BracketError("forbidden", `This needs the role ${role}.`, {
      hint: "Ask an admin.",
      params: { role },
    })
}

/** Throws `BracketError("invalid_input")` that names the first bad field by its path. */
function parse<S extends Schema>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join(".") ?? ""
  throw new BracketError(
    "invalid_input",
    `${field || "The input"} is not valid: ${issue?.message ?? "unknown"}`,
    {
      field,
      hint: "Correct this field and send it again.",
      params: { field, problem: issue?.code ?? "invalid" },
    },
  )
}

function asAnswerable(thrown: unknown): BracketError {
  if (thrown instanceof BracketError) return thrown
  if (isStorageFull(thrown)) return storageFull(thrown)
  return new BracketError("internal", "Something went wrong inside Bracket.", {
    hint: "Try again; the server's log has the details under this request id.",
    cause: thrown,
  })
}

function splitParams(given: Record<string, string | string[] | undefined> | undefined) {
  const params: Record<string, string> = {}
  let path: string[] = []
  for (const [key, value] of Object.entries(given ?? {})) {
    if (Array.isArray(value)) path = value
    else if (value !== undefined) params[key] = value
  }
  return { params, path }
}

/**
 * Where a call came from, for logs and limits. Only behind a proxy (PUBLIC_URL is https) does the header come from one
 * we know; else anybody could write it, and everybody counts as one address.
 */
export function addressOf(request: { headers: Headers }, config: { publicUrl?: string }): string {
  if (!config.publicUrl?.startsWith("https://")) return "direct"
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "direct"
}
