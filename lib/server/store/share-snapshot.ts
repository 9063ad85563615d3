import { randomBytes } from "node:crypto"
import type * as z from "zod/mini"
import { providerSchema } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import type { Judgement } from "#lib/domain/judgement"
import { isFinal } from "#lib/domain/outcome"
import { portableSetup } from "#lib/domain/portable-setup"
import { imagesOfSetup, readPresetContent } from "#lib/domain/preset-content"
import type { RunState } from "#lib/domain/run"
import type {
  CreateShare,
  createShareSchema,
  Share,
  ShareCell,
  SharedRun,
  ShareSummary,
} from "#lib/domain/share"
import type { Store } from "./store.ts"

/** Most bytes of results in one link, as JSON. */
const mostResultBytes = 16 * 1024 * 1024

/**
 * Makes a link: freezes what it holds, so that later changes and deletions change nothing of it. Throws
 * `BracketError`: `invalid_input` for content that is none, `not_found` when a run is not this person's (any more),
 * `body_too_large` for more results than a link may hold.
 */
export async function createShare(
  store: Pick<Store, "shares" | "connections">,
  personId: string,
  input: z.output<typeof createShareSchema>,
  now: number,
): Promise<ShareSummary> {
  const read = readPresetContent(input.content)
  if ("problem" in read)
    throw new BracketError(
      "invalid_input",
      `This is no content of a preset: ${read.field ?? read.problem}.`,
      {
        field: read.field ? `content.${read.field}` : "content",
        hint: "Send the content of a preset as this version of Bracket writes it.",
        params: { field: "content", problem: read.problem },
      },
    )
  if (input.expiresAt !== null && input.expiresAt <= now)
    throw new BracketError("invalid_input", "expiresAt is in the past.", {
      field: "expiresAt",
      hint: "Choose a later moment, or null for a link without an end.",
      params: { field: "expiresAt", problem: "past" },
    })
  // Whatever the browser has sent: ids of connections stay here.
  const connections = (await store.connections.visibleTo(personId)).map(({ id, provider }) => ({
    id,
    provider: providerSchema.parse(provider),
  }))
  const setup = portableSetup(read.content.setup, connections)
  const share: Share = {
    // 128 bits: nobody finds a link by trying.
    id: randomBytes(16).toString("base64url"),
    title: input.title.trim(),
    content: { ...read.content, setup },
    ...(input.cells ? { runs: await frozenRuns(store, personId, { setup, cells: input.cells }) } : {}),
    audience: input.audience,
    createdAt: now,
    expiresAt: input.expiresAt,
  }
  const made = (share.runs ?? []).flatMap(({ images }) => (images ?? []).map(({ sha256 }) => sha256))
  const images = [...new Set([...imagesOfSetup(setup), ...made])].filter((sha256) =>
    /^[0-9a-f]{64}$/.test(sha256),
  )
  return store.shares.create({ share, personId, images })
}

/** The results of these cells as they are now; cells that the setup does not have, and runs under way, are left out. */
async function frozenRuns(
  { shares }: Pick<Store, "shares">,
  personId: string,
  { setup, cells }: { setup: CreateShare["content"]["setup"]; cells: ShareCell[] },
): Promise<SharedRun[]> {
  const ids = [...new Set(cells.map(({ runId }) => runId))]
  const own = new Map((await shares.ownRuns(ids, personId)).map((one) => [one.run.runId, one]))
  if (own.size < ids.length)
    throw new BracketError("not_found", "Some of these results are not there any more.", {
      hint: "They may have been deleted, or belong to someone else. Leave them out, or run those columns again.",
      field: "cells",
    })
  const columns = new Set(setup.columns.map(({ id }) => id))
  const rows = new Set(setup.variables.rows.map(({ id }) => id))
  const frozen = cells.flatMap((cell) => {
    const found = own.get(cell.runId)
    const isThere = columns.has(cell.columnId) && rows.has(cell.rowId)
    return found && isThere && isFinal(found.run.status) ? [frozenRun(cell, found)] : []
  })
  if (Buffer.byteLength(JSON.stringify(frozen)) > mostResultBytes)
    throw new BracketError("body_too_large", "These are more results than one link may hold.", {
      hint: "Share fewer rows, or the setup without its results.",
      params: { maxMegabytes: mostResultBytes / 1024 / 1024 },
    })
  return frozen
}

/** Of a run only what is to be read: its id, its attempts and the words of its errors lead back to its connection. */
export function frozenRun(
  { columnId, rowId, sample }: ShareCell,
  { run, judgement }: { run: RunState; judgement: Judgement },
): SharedRun {
  const { status, finishReason, error, text, reasoning, tool, images, usage, cost, timing, finishedAt } = run
  const { checks, rating, note, winner } = judgement
  const given = <K extends string, V>(key: K, value: V | undefined) =>
    value === undefined ? {} : ({ [key]: value } as Record<K, V>)
  return {
    columnId,
    rowId,
    sample,
    status,
    ...given("finishReason", finishReason),
    ...given("errorCode", error?.code),
    text,
    reasoning,
    tool,
    ...given(
      "images",
      images?.filter(({ partial }) => !partial),
    ),
    ...given("usage", usage),
    ...given("cost", cost),
    ...given("timing", timing),
    ...given("finishedAt", finishedAt),
    ...given("checks", checks),
    judgement: { rating, note, winner },
  }
}
