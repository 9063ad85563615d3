import { randomUUID } from "node:crypto"
import { type Kysely, sql, type Transaction } from "kysely"
import * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"
import type { PresetSummary, PresetVersion } from "#lib/domain/preset"
import { imagesOfSetup, type PresetContent, readPresetContent } from "#lib/domain/preset-content"
import { readPageCursor, writePageCursor } from "./page-cursor.ts"
import type { PresetStore } from "./preset-ports.ts"
import type { PresetRow, Schema } from "./schema.ts"
import { searchWords, type TextSearch } from "./text-search.ts"

/** Engines limit the parameters of a statement. */
const imagesPerInsert = 400

const cursorSchema = z.tuple([z.int(), z.string()])

/** Presets and each save of them, the same queries over both engines. */
export function presetStore(db: Kysely<Schema>, search: TextSearch): PresetStore {
  const kept = (ownerId: string) =>
    db.selectFrom("presets").where("owner_id", "=", ownerId).where("deleted_at", "is", null)

  return {
    create: (ownerId, presets, now) =>
      db.transaction().execute(async (tx) => {
        const made: PresetSummary[] = []
        // The list goes by their ids within one moment: those of one file stand in it as they stood in the file.
        const ids = presets
          .map(() => randomUUID())
          .toSorted()
          .toReversed()
        for (const [index, { content, note, tags, ...said }] of presets.entries()) {
          const row: PresetRow = {
            ...said,
            id: ids[index] ?? "",
            owner_id: ownerId,
            tags: JSON.stringify([...new Set(tags)]),
            starred: 0,
            version: 1,
            ...contentColumns({ ...said, tags }, content),
            created_at: now,
            updated_at: now,
            deleted_at: null,
          }
          await tx.insertInto("presets").values(row).execute()
          await insertVersion(tx, row.id, { number: 1, note, createdAt: now }, content)
          made.push(summaryOf(row))
        }
        return made
      }),

    async list(ownerId, { q, kind, folder, tag, starred }, { limit, cursor }) {
      const words = searchWords(q).map((word) => search.contains("search_text", word))
      const rows = await kept(ownerId)
        .selectAll()
        .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? "text"))
        .$if(starred !== undefined, (query) => query.where("starred", "=", starred ? 1 : 0))
        .$if(folder !== undefined, (query) => query.where(within(folder ?? "")))
        .$if(tag !== undefined, (query) => query.where(search.contains("tags", JSON.stringify(tag))))
        .where((where) => where.and(words))
        .$if(cursor !== undefined, (query) => query.where(savedBefore(cursor ?? "")))
        .orderBy("updated_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        presets: page.map(summaryOf),
        nextCursor: rows.length > limit && last ? writePageCursor([last.updated_at, last.id]) : null,
      }
    },

    async facets(ownerId) {
      const rows = await kept(ownerId).select(["folder", "tags"]).execute()
      return {
        folders: counted(rows.map(({ folder }) => folder).filter((folder) => folder !== "")),
        tags: counted(rows.flatMap(({ tags }): string[] => JSON.parse(tags))),
      }
    },

    async detail(id, ownerId, number) {
      const row = await kept(ownerId).where("id", "=", id).selectAll().executeTakeFirst()
      const version =
        row &&
        (await db
          .selectFrom("preset_versions")
          .selectAll()
          .where("preset_id", "=", id)
          .where("number", "=", number ?? row.version)
          .executeTakeFirst())
      if (!row || !version) return undefined
      return {
        preset: summaryOf(row),
        version: { number: version.number, note: version.note, createdAt: version.created_at },
        content: storedContent(version.content),
      }
    },

    async versions(id, ownerId) {
      if (!(await kept(ownerId).where("id", "=", id).select("id").executeTakeFirst())) return undefined
      const rows = await db
        .selectFrom("preset_versions")
        .select(["number", "note", "created_at"])
        .where("preset_id", "=", id)
        .orderBy("number", "desc")
        .execute()
      return rows.map(
        (row): PresetVersion => ({
          number: row.number,
          note: row.note,
          createdAt: row.created_at,
        }),
      )
    },

    change: (id, ownerId, { starred, deleted, tags, ...said }, now) =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom("presets")
          .selectAll()
          .where("id", "=", id)
          .where("owner_id", "=", ownerId)
          .$if(deleted !== false, (query) => query.where("deleted_at", "is", null))
          .executeTakeFirst()
        if (!row) return false
        const changed = { ...withoutUndefined(said), ...(tags ? { tags } : {}) }
        const isSaid = Object.keys(changed).length > 0
        await tx
          .updateTable("presets")
          .set({
            // A content that cannot be read is no reason to keep it: deleting does not look into it.
            ...(isSaid ? await saidColumns(tx, row, changed) : {}),
            ...(starred === undefined ? {} : { starred: starred ? 1 : 0 }),
            ...(deleted === undefined ? {} : { deleted_at: deleted ? now : null }),
          })
          .where("id", "=", id)
          .execute()
        return true
      }),

    save: (id, ownerId, { seen, note, content }, now) =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom("presets")
          .selectAll()
          .where("id", "=", id)
          .where("owner_id", "=", ownerId)
          .where("deleted_at", "is", null)
          .executeTakeFirst()
        if (!row) return undefined
        const tags: string[] = JSON.parse(row.tags)
        const saved: PresetRow = {
          ...row,
          version: seen + 1,
          ...contentColumns({ ...row, tags }, content),
          updated_at: now,
        }
        const { numUpdatedRows } = await tx
          .updateTable("presets")
          .set(saved)
          .where("id", "=", id)
          .where("version", "=", seen)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) throw savedElsewhere(row.version)
        await insertVersion(tx, id, { number: saved.version, note, createdAt: now }, content)
        return summaryOf(saved)
      }),

    async purgeDeleted(before) {
      const { numDeletedRows } = await db
        .deleteFrom("presets")
        .where("deleted_at", "<", before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

function savedElsewhere(version: number): BracketError {
  return new BracketError("conflict", `Version ${version} was saved meanwhile.`, {
    hint: "Look at the newer version, then save again or save as a preset of its own.",
    field: "seen",
    params: { version },
  })
}

async function insertVersion(
  tx: Transaction<Schema>,
  presetId: string,
  { number, note, createdAt }: PresetVersion,
  content: PresetContent,
): Promise<void> {
  await tx
    .insertInto("preset_versions")
    .values({ preset_id: presetId, number, note, content: JSON.stringify(content), created_at: createdAt })
    .execute()
  const images = imagesOfSetup(content.setup).map((sha256) => ({ preset_id: presetId, sha256 }))
  for (let start = 0; start < images.length; start += imagesPerInsert)
    await tx
      .insertInto("preset_images")
      .values(images.slice(start, start + imagesPerInsert))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** What was said of a preset after a change, and by what it is then found. */
async function saidColumns(tx: Transaction<Schema>, row: PresetRow, changed: Partial<SaidOfPreset>) {
  const { content } = await tx
    .selectFrom("preset_versions")
    .select("content")
    .where("preset_id", "=", row.id)
    .where("number", "=", row.version)
    .executeTakeFirstOrThrow()
  const { name, description, folder } = row
  const said: SaidOfPreset = { name, description, folder, tags: JSON.parse(row.tags), ...changed }
  return {
    ...said,
    tags: JSON.stringify([...new Set(said.tags)]),
    search_text: searchText(said, storedContent(content)),
  }
}

interface SaidOfPreset {
  name: string
  description: string
  folder: string
  tags: string[]
}

/** What of the content stands beside it, to be listed and found without reading it. */
function contentColumns(said: SaidOfPreset, content: PresetContent) {
  const { setup } = content
  return {
    kind: setup.mode === "image" ? ("image" as const) : ("text" as const),
    columns: setup.columns.length,
    models: JSON.stringify(modelsOf(content)),
    search_text: searchText(said, content),
  }
}

const modelsOf = ({ setup }: PresetContent): string[] => [...new Set(setup.columns.map(({ model }) => model))]

/** All that a search looks into, shortened: nobody remembers the end of a long prompt. */
function searchText({ name, description, folder, tags }: SaidOfPreset, content: PresetContent): string {
  const { mode, promptText, system, turns } = content.setup
  const prompt = mode === "chat" ? [system, ...turns.map(({ text }) => text)] : [promptText]
  return [name, description, folder, ...tags, ...modelsOf(content), ...prompt].join("\n").slice(0, 20_000)
}

/** Older versions are brought to the present form when they are read. */
function storedContent(json: string): PresetContent {
  const read = readPresetContent(JSON.parse(json))
  if ("content" in read) return read.content
  throw new BracketError(
    "internal",
    `A stored preset cannot be read (${read.problem} ${read.field ?? ""}).`,
    {
      hint: "Was it saved by a newer Bracket? Then update this one.",
    },
  )
}

function summaryOf(row: PresetRow): PresetSummary {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    description: row.description,
    folder: row.folder,
    tags: JSON.parse(row.tags),
    starred: row.starred === 1,
    version: row.version,
    columns: row.columns,
    models: JSON.parse(row.models),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** A folder, and all that lie in it. */
const within = (folder: string) =>
  sql<boolean>`(folder = ${folder} or substr(folder, 1, ${sql.lit(folder.length + 1)}) = ${`${folder}/`})`

function savedBefore(cursor: string) {
  const [updatedAt, id] = readPageCursor(cursor, cursorSchema)
  return sql<boolean>`(updated_at, id) < (${updatedAt}, ${id})`
}

/** Each name once, with how often it stands there, in the order of the alphabet. */
function counted(names: string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
