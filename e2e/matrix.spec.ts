import { randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import type { APIRequest, APIResponse } from "@playwright/test"
import { type Api, apiOf, createPerson, expect, sharedApp, test } from "./fixtures.ts"
import {
  aPicture,
  aPreset,
  connectionInput,
  type MatrixEntry,
  matrix,
  type ObjectKind,
  oauthCredential,
  type Role,
  roles,
  shareInput,
} from "./matrix-entries.ts"
import { type DeclaredRoute, routeTable } from "./route-table.ts"

/*
 * Every route x every role x one's own thing and somebody else's. The routes are read from the sources, what is
 * expected of each stands in matrix-entries.ts.
 */
const table = routeTable()
const foreignPrompt = "Words that belong to somebody else"

/** Things of a stranger: whoever asks for them is told that they are not there. */
const foreign = {} as Record<ObjectKind, string>
let stranger: { api: Api; id: string }

test.beforeAll(async ({ playwright }) => {
  const person = await createPerson(sharedApp())
  stranger = { id: person.id, api: await apiOf(sharedApp(), person, playwright.request) }
  foreign["made-image"] = await makeOwn("made-image", person.id, stranger.api)
  const { batchId, runId } = await runOf(stranger.api, foreignPrompt)
  Object.assign(foreign, { batch: batchId, run: runId, session: aSession(person.id) })
  for (const kind of ["connection", "oauth-connection", "image", "preset", "share", "share-image"] as const)
    foreign[kind] = await makeOwn(kind, person.id, stranger.api)
  // Whom an admin may see is everybody: to them only who is not there is not found.
  Object.assign(foreign, { person: "no-such-person", invitation: "no-such-invitation" })
})

test("every route declares who may call it, and the matrix says the same", () => {
  const undeclared = table.filter(({ role }) => role === undefined).map(({ name }) => name)
  expect(undeclared, "handlers that are not made by defineRoute").toEqual([])
  expect(Object.fromEntries(table.map(({ name, role }) => [name, role]))).toEqual(
    Object.fromEntries(Object.entries(matrix).map(([name, { role, declares = role }]) => [name, declares])),
  )
})

for (const route of table) {
  const entry = matrix[route.name]
  // What has no entry has failed above already.
  if (entry)
    test(route.name, async ({ playwright }) => {
      const nobody = await playwright.request.newContext({ baseURL: sharedApp().url })
      const answer = await call(nobody, route, entry, foreign[entry.object ?? "run"])
      expect(answer.status(), "without a session").toBe(entry.role === "anyone" ? (entry.status ?? 200) : 401)
      await nobody.dispose()
      for (const role of roles) await callAs(role, route, entry, playwright.request)
    })
}

test("after all of that, what the stranger has is as it was", async () => {
  const detail = await (await stranger.api.http.get(`/api/runs/${foreign.run}`)).json()
  expect(detail).toMatchObject({
    summary: { starred: false, promptPreview: foreignPrompt },
    run: { status: "succeeded" },
  })
  const { sessions } = await (await stranger.api.http.get("/api/me/sessions")).json()
  expect(sessions).toHaveLength(2)
  const [batch] = (await (await stranger.api.http.get("/api/batches")).json()).batches
  expect(batch).toMatchObject({ id: foreign.batch, counts: { succeeded: 1 } })
  expect((await (await stranger.api.http.get("/api/gallery")).json()).images).toHaveLength(1)
  const { presets } = await (await stranger.api.http.get("/api/presets")).json()
  expect(presets).toMatchObject([{ id: foreign.preset, version: 1, starred: false }])
  const { connections } = await (await stranger.api.http.get("/api/connections/manage")).json()
  const kept = connections.filter(({ id }: { id: string }) =>
    [foreign.connection, foreign["oauth-connection"]].includes(id),
  )
  expect(kept.map(({ disabled }: { disabled: boolean }) => disabled)).toEqual([false, false])
  const { shares } = await (await stranger.api.http.get("/api/shares")).json()
  const links = shares.map(({ title }: { title: string }) => title)
  expect(links).toEqual(["My own link", "My own link"])
  await stranger.api.http.dispose()
})

test("an admin does nothing to an owner, and a member nothing to themselves that is an admin's to do", async ({
  playwright,
}) => {
  const owner = await createPerson(sharedApp(), "owner")
  const { http: admin } = await apiOf(
    sharedApp(),
    await createPerson(sharedApp(), "admin"),
    playwright.request,
  )
  const member = await createPerson(sharedApp())
  const { http: self } = await apiOf(sharedApp(), member, playwright.request)
  for (const answer of [
    await admin.patch(`/api/people/${owner.id}`, { data: { role: "member" } }),
    await admin.delete(`/api/people/${owner.id}`, { data: { handTo: null } }),
    await admin.post(`/api/people/${owner.id}/link`),
    await admin.post("/api/people/invitations", { data: { email: "o@a.example", role: "owner" } }),
    await self.patch(`/api/people/${member.id}`, { data: { role: "owner" } }),
    await self.patch(`/api/people/${member.id}`, { data: { budget: { day: {}, month: {} } } }),
  ])
    expect(answer.status(), answer.url()).toBe(403)
  // What is not asked for is not taken: no role by way of one's own name.
  await self.patch("/api/me", { data: { name: "N", role: "owner" } })
  expect((await (await self.get("/api/me")).json()).person.role).toBe("member")
  for (const each of [admin, self]) await each.dispose()
})

/** One row of the matrix: what this role gets for its own thing, for somebody else's, and from another site. */
async function callAs(
  role: Role,
  route: DeclaredRoute,
  entry: MatrixEntry,
  request: APIRequest,
): Promise<void> {
  const person = await createPerson(sharedApp())
  const api = await apiOf(sharedApp(), person, request)
  const own = entry.object ? await makeOwn(entry.object, person.id, api) : ""
  change("update people set role = ? where id = ?", role, person.id)
  const mayCall = entry.role === "anyone" || roles.indexOf(role) >= roles.indexOf(entry.role)

  if (route.method !== "GET") {
    const crossSite = await call(api.http, route, entry, own, { "sec-fetch-site": "cross-site" })
    expect(crossSite.status(), `${role}, from another site`).toBe(403)
  }
  const isAdmin = roles.indexOf(role) >= roles.indexOf("admin")
  const oversees = entry.overseen !== undefined && isAdmin
  if (entry.object) {
    // What an admin may change is made for this; what nobody may stays the same to the end.
    const theirs = oversees ? await makeOwn(entry.object, stranger.id, stranger.api) : foreign[entry.object]
    const answer = await call(api.http, route, entry, theirs)
    const expected = oversees ? entry.overseen : entry.open ? (entry.status ?? 200) : 404
    if (mayCall && entry.foreignAnswer !== undefined) expect(await answer.json()).toEqual(entry.foreignAnswer)
    else expect(answer.status(), `${role}, somebody else's`).toBe(mayCall ? expected : 403)
  }
  const answer = await call(api.http, route, entry, own)
  expect(answer.status(), `${role}, their own: ${await answer.text()}`).toBe(
    mayCall ? ((isAdmin ? entry.forAdmins : undefined) ?? entry.status ?? 200) : 403,
  )
  if (route.path !== "/api/people" && !oversees && !(isAdmin && entry.adminsSeeAll)) {
    const text = await answer.text()
    for (const theirs of [foreignPrompt, stranger.id, foreign.run, foreign.session, foreign.connection])
      expect(text, `${role} sees what is somebody else's`).not.toContain(theirs)
  }
  await api.http.dispose()
}

function call(
  http: { fetch: Api["http"]["fetch"] },
  route: DeclaredRoute,
  entry: MatrixEntry,
  id: string,
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const data = route.method === "GET" ? undefined : entry.body?.(id)
  return http.fetch(
    entry.address ?? entry.addressOf?.(id) ?? route.path.replace(/\[\w+\]/, encodeURIComponent(id)),
    {
      method: route.method,
      headers,
      data,
      maxRedirects: 0,
    },
  )
}

/** A new thing of this person, made as it comes about. */
async function makeOwn(kind: ObjectKind, personId: string, api: Api): Promise<string> {
  switch (kind) {
    case "batch":
      return (await runOf(api, "My own words")).batchId
    case "run":
      return (await runOf(api, "My own words")).runId
    case "session":
      return aSession(personId)
    case "image":
      return (await (await api.http.post("/api/images", { data: aPicture() })).json()).sha256
    case "made-image":
      return madeImage(personId, api)
    case "share":
      return shareOf(api)
    case "share-image": {
      const { sha256 } = await (await api.http.post("/api/images", { data: aPicture() })).json()
      return `${await shareOf(api, sha256)}/${sha256}`
    }
    case "connection":
      return connectionOf(api)
    case "oauth-connection":
      return connectionOf(api, oauthCredential)
    case "preset": {
      const answer = await api.http.post("/api/presets", { data: { presets: [aPreset] } })
      return (await answer.json()).presets[0].id
    }
    case "person":
      return (await createPerson(sharedApp())).id
    case "invitation": {
      const id = randomUUID()
      change(
        "insert into invitations (id, token_hash, email, role, created_at, expires_at) values (?, ?, ?, 'member', 1, ?)",
        id,
        `hash-${id}`,
        `${id}@a.example`,
        Date.now() + 3_600_000,
      )
      return id
    }
  }
}

/** A picture in the gallery as a run would have put it there. */
async function madeImage(personId: string, api: Api): Promise<string> {
  const { runId } = await runOf(api, "My own words")
  const { sha256 } = await (await api.http.post("/api/images", { data: aPicture() })).json()
  change(
    "insert into run_images (run_id, place, person_id, sha256, width, height, created_at, starred) values (?, 0, ?, ?, 1, 1, 1, 0)",
    runId,
    personId,
    sha256,
  )
  return `${runId}/${sha256}`
}

async function shareOf(api: Api, sha256?: string): Promise<string> {
  const answer = await api.http.post("/api/shares", { data: shareInput(sha256) })
  return (await answer.json()).share.id
}

async function connectionOf(api: Api, credential?: object): Promise<string> {
  const answer = await api.http.post("/api/connections", { data: connectionInput(credential) })
  return (await answer.json()).connection.id
}

async function runOf(api: Api, prompt: string): Promise<{ batchId: string; runId: string }> {
  const events = await api.run("sandbox-fast", prompt, { parameters: { max_tokens: 4 } })
  const last = (type: string) => events.findLast((event) => event.type === type)?.data ?? {}
  return { batchId: String(last("batch.finished").batchId), runId: String(last("run.finished").runId) }
}

function aSession(personId: string): string {
  const id = `session-${randomUUID()}`
  change(
    "insert into sessions (id, person_id, created_at, expires_at, last_seen_at, user_agent, address) values (?, ?, 1, ?, 1, '', '')",
    id,
    personId,
    Date.now() + 3_600_000,
  )
  return id
}

function change(sql: string, ...values: (string | number)[]): void {
  const database = new DatabaseSync(`${sharedApp().dataDir}/bracket.db`, { timeout: 10_000 })
  database.prepare(sql).run(...values)
  database.close()
}
