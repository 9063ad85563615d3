import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { encode } from "next-auth/jwt"

/** A person with a session of their own: tests never see each other's history or workspace. */
export interface TestPerson {
  id: string
  cookie: { name: string; value: string }
}

/** Where the app under test runs, and where its data is. */
export interface AppUnderTest {
  url: string
  dataDir: string
}

/** Writes a person and a session straight into the app's database, as signing in would. */
export async function createPerson(app: AppUnderTest, role = "member"): Promise<TestPerson> {
  const id = `person-${randomUUID()}`
  const sessionId = randomUUID()
  const now = Date.now()
  const database = new DatabaseSync(join(app.dataDir, "bracket.db"), { timeout: 10_000 })
  database
    .prepare("insert into people (id, name, role, created_at) values (?, ?, ?, ?)")
    .run(id, "Ann Example", role, now)
  database
    .prepare(
      "insert into sessions (id, person_id, created_at, expires_at, last_seen_at, user_agent, address) values (?, ?, ?, ?, ?, '', '')",
    )
    .run(sessionId, id, now, now + 3_600_000, now)
  database.close()
  const secret = readFileSync(join(app.dataDir, "auth.key"), "utf8").trim()
  const value = await encode({ token: { sub: id, sid: sessionId }, secret })
  return { id, cookie: { name: "next-auth.session-token", value } }
}
