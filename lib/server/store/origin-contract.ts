import { createHash } from "node:crypto"
import { expect, it } from "vitest"
import { normalisedText } from "#lib/domain/origin"
import { aBatch, aPerson, aState, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex")
const asked = (text: string) => ({ sha256: hashOf(text), normalised: hashOf(normalisedText(text)) })

/** "Did this come from us?": by hashes that outlive the runs. */
export function originContract(current: () => Store): void {
  const aRun = async (text: string, more = {}) => {
    const person = await aPerson(current(), { name: "Ann" })
    const { runIds } = await aBatch(current(), person.id, ["p"])
    const runId = String(runIds[0])
    await finishRun(current(), runId, text, more)
    return { person, runId }
  }
  const find = (text: string, asker = "somebody") => current().origins.find(asked(text), asker, 10)

  it("says who made a text, when and with what; and nothing of a text that nobody made", async () => {
    const { person, runId } = await aRun("Rain at noon.", { finishedAt: 4_000.4 })
    expect(await find("Rain at noon.", person.id)).toEqual({
      total: 1,
      origins: [
        {
          match: "exact",
          kind: "text",
          sha256: hashOf("Rain at noon."),
          runId,
          at: 4_000,
          person: { id: person.id, name: "Ann" },
          model: "small",
          connectionName: "Local",
          run: "yours",
        },
      ],
    })
    expect(await find("Rain at none.")).toEqual({ total: 0, origins: [] })
  })

  it("finds a copy with other white space, after exact ones, and the oldest of those first", async () => {
    const alike = await aRun("A  wet\r\nday", { finishedAt: 100 })
    const later = await aRun("A wet day", { finishedAt: 300 })
    const first = await aRun("A wet day", { finishedAt: 200 })
    const { origins, total } = await find("A wet day")
    expect(total).toBe(3)
    expect(origins.map(({ runId, match, run }) => [runId, match, run])).toEqual([
      [first.runId, "exact", "kept"],
      [later.runId, "exact", "kept"],
      [alike.runId, "alike", "kept"],
    ])
    expect((await current().origins.find({ sha256: hashOf("A wet day") }, "x", 1)).origins).toHaveLength(1)
  })

  it("knows the text of runs that failed or whose server died, too", async () => {
    await aRun("Half a sen", { status: "failed" })
    expect((await find("Half a sen")).total).toBe(1)
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, ["p"], { lease: { node: "gone", until: 5 } })
    const id = String(runIds[0])
    await current().runs.claim(id, { node: "gone", until: 5, now: 1 })
    await current().runs.flush(id, { state: aState(id, { text: "Then it died" }), eventId: "1-1" })
    await current().runs.interruptExpired(6)
    expect((await find("Then it died")).origins).toMatchObject([{ runId: id, at: 6 }])
  })

  it("knows every image of a run, with or without the texts inside of the file", async () => {
    const image = { index: 0, partial: false, width: 8, height: 8 }
    const [one, two, plain] = [hashOf("picture 1"), hashOf("picture 2"), hashOf("plain 2")]
    const { runId } = await aRun("", {
      images: [
        { ...image, sha256: one },
        { ...image, index: 1, sha256: two, plainSha256: plain },
        { ...image, index: 2, sha256: hashOf("picture, unfinished"), partial: true },
      ],
    })
    const found = async (sha256: string, normalised = sha256) =>
      (await current().origins.find({ sha256, normalised }, "x", 10)).origins
    expect(await found(one)).toMatchObject([{ runId, kind: "image", match: "exact" }])
    expect(await found(two)).toMatchObject([{ runId, match: "exact" }])
    expect(await found(plain)).toMatchObject([{ runId, match: "alike", sha256: two }])
    // As it was downloaded: with texts of ours inside.
    expect(await found(hashOf("with our text"), one)).toMatchObject([{ runId, match: "alike" }])
    expect(await found(hashOf("picture, unfinished"))).toEqual([])
  })

  it("still knows what was deleted, destroyed, and made by somebody who was removed", async () => {
    const { person, runId } = await aRun("Gone with the rain")
    await current().runs.change(runId, person.id, { deleted: true }, 5)
    expect((await find("Gone with the rain", person.id)).origins).toMatchObject([{ run: "deleted" }])
    await current().runs.purgeDeleted(6)
    await current().people.remove(person.id, null)
    expect((await find("Gone with the rain")).origins).toMatchObject([
      { runId, run: "deleted", person: { id: person.id, name: null } },
    ])
  })
}
