import { randomUUID } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import type {
  WordListContent,
  WordListDetail,
  WordListSummary,
} from "#lib/domain/compliance/word-list-schema"
import { BracketError } from "#lib/domain/errors"
import type { Schema, WordListRow, WordListVersionRow } from "./schema.ts"
import type { WordListStore } from "./screening-ports.ts"

/** Versions that stay readable in the database after newer ones. */
const keptVersions = 20

type By = { personId: string; now: number }

/** Lists of words, each with a version at work and, while somebody changes it, a draft. */
export function wordListStore(db: Kysely<Schema>): WordListStore {
  /** Changes a list while nobody else can, and returns it as it is then. */
  const change = (
    id: string,
    by: By,
    write: (tx: Transaction<Schema>, row: WordListRow) => Promise<Partial<WordListRow>>,
  ): Promise<WordListDetail | undefined> =>
    db.transaction().execute(async (tx) => {
      // The update takes the row before it is read.
      await tx.updateTable("word_lists").set({ updated_at: by.now }).where("id", "=", id).execute()
      const row = await tx.selectFrom("word_lists").selectAll().where("id", "=", id).executeTakeFirst()
      if (!row) return undefined
      const changed = { ...(await write(tx, row)), updated_at: by.now, updated_by: by.personId }
      await tx.updateTable("word_lists").set(changed).where("id", "=", id).execute()
      return detail(tx, { ...row, ...changed })
    })

  return {
    async list() {
      const lists = await db
        .selectFrom("word_lists")
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .execute()
      // Without the words, which are most of it.
      const versions = await db
        .selectFrom("word_list_versions")
        .select(["list_id", "number", "word_count", "settings"])
        .execute()
      const of = (id: string, number: number | null) =>
        versions.find((version) => version.list_id === id && version.number === number)
      return lists.flatMap((row) => {
        const latest = of(row.id, row.version)
        return latest ? [summary(row, latest, of(row.id, row.active_version))] : []
      })
    },

    async get(id) {
      const row = await db.selectFrom("word_lists").selectAll().where("id", "=", id).executeTakeFirst()
      return row && detail(db, row)
    },

    create: (content, by) =>
      db.transaction().execute(async (tx) => {
        const row: WordListRow = {
          id: randomUUID(),
          state: "draft",
          version: 1,
          active_version: null,
          created_at: by.now,
          updated_at: by.now,
          updated_by: by.personId,
        }
        await tx.insertInto("word_lists").values(row).execute()
        await tx
          .insertInto("word_list_versions")
          .values(versionRow(row.id, 1, content, by))
          .execute()
        return detail(tx, row)
      }),

    change: (id, { version, content }, by) =>
      change(id, by, async (tx, row) => {
        refuseOld(row, version)
        // A draft that never was at work makes room for the next; what was at work stays as it was.
        const number = row.version === row.active_version ? row.version + 1 : row.version
        await tx
          .deleteFrom("word_list_versions")
          .where("list_id", "=", id)
          .where("number", "=", number)
          .execute()
        await tx
          .insertInto("word_list_versions")
          .values(versionRow(id, number, content, by))
          .execute()
        return { version: number }
      }),

    activate: (id, version, by) =>
      change(id, by, async (tx, row) => {
        refuseOld(row, version)
        await tx
          .deleteFrom("word_list_versions")
          .where("list_id", "=", id)
          .where("number", "<=", version - keptVersions)
          .execute()
        return { state: "active", active_version: version }
      }),

    discardDraft: (id, by) =>
      change(id, by, async (tx, row) => {
        const active = activated(row)
        await tx
          .deleteFrom("word_list_versions")
          .where("list_id", "=", id)
          .where("number", ">", active)
          .execute()
        return { version: active }
      }),

    setState: (id, state, by) =>
      change(id, by, async (_, row) => {
        activated(row)
        return { state }
      }),

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom("word_lists").where("id", "=", id).executeTakeFirst()
      return numDeletedRows > 0
    },

    async atWork() {
      const rows = await db
        .selectFrom("word_lists")
        .innerJoin("word_list_versions", (join) =>
          join
            .onRef("word_list_versions.list_id", "=", "word_lists.id")
            .onRef("word_list_versions.number", "=", "word_lists.active_version"),
        )
        .select(["word_lists.id", "settings", "words"])
        .where("state", "=", "active")
        .orderBy("word_lists.created_at")
        .orderBy("word_lists.id")
        .execute()
      return rows.map((row) => ({ id: row.id, ...contentOf(row) }))
    },

    async revision() {
      const rows = await db
        .selectFrom("word_lists")
        .select(["id", "active_version"])
        .where("state", "=", "active")
        .orderBy("id")
        .execute()
      return rows.map((row) => `${row.id}:${row.active_version}`).join(" ")
    },
  }
}

function refuseOld(row: WordListRow, version: number): void {
  if (row.version === version) return
  throw new BracketError("conflict", "Somebody else has changed this list meanwhile.", {
    field: "version",
    hint: "Read it again, then make your change once more.",
    params: { version: row.version },
  })
}

/** The version that was activated. Throws `conflict` where none was. */
function activated(row: WordListRow): number {
  if (row.active_version !== null) return row.active_version
  throw new BracketError("conflict", "This list was never activated.", {
    field: "state",
    hint: "Activate it first, or delete it.",
  })
}

function versionRow(listId: string, number: number, content: WordListContent, by: By): WordListVersionRow {
  const { words, ...settings } = content
  return {
    list_id: listId,
    number,
    word_count: words.length,
    settings: JSON.stringify(settings),
    words: JSON.stringify(words),
    created_at: by.now,
    created_by: by.personId,
  }
}

const contentOf = ({ settings, words }: Pick<WordListVersionRow, "settings" | "words">): WordListContent => ({
  ...JSON.parse(settings),
  words: JSON.parse(words),
})

async function detail(db: Kysely<Schema>, row: WordListRow): Promise<WordListDetail> {
  const versions = await db
    .selectFrom("word_list_versions")
    .selectAll()
    .where("list_id", "=", row.id)
    .where("number", "in", [row.version, row.active_version ?? row.version])
    .execute()
  const latest = versions.find(({ number }) => number === row.version)
  const active = versions.find(({ number }) => number === row.active_version)
  if (!latest) throw new Error(`Word list ${row.id} has no version ${row.version}`)
  return {
    ...summary(row, latest, active),
    latest: contentOf(latest),
    active: active && active !== latest ? contentOf(active) : null,
  }
}

type Counted = Pick<WordListVersionRow, "word_count" | "settings">

function summary(row: WordListRow, latest: Counted, active: Counted | undefined): WordListSummary {
  return {
    id: row.id,
    ...JSON.parse(latest.settings),
    state: row.state,
    version: row.version,
    words: latest.word_count,
    activeVersion: row.active_version,
    activeWords: active?.word_count ?? null,
    updatedAt: row.updated_at,
  }
}
