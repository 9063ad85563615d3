import { expect, test } from "vitest"
import type { AuditItem } from "#lib/domain/audit"
import { auditFile } from "./audit-export.ts"

const item = (seq: number, more: Partial<AuditItem> = {}): AuditItem => ({
  seq,
  id: `id-${seq}`,
  at: 0,
  personId: "ann",
  action: "preset.create",
  target: null,
  outcome: "ok",
  address: "direct",
  device: "Browser",
  requestId: "r",
  details: {},
  previousHash: "p",
  hash: "h",
  ...more,
})

async function fileOf(items: AuditItem[], format: "csv" | "jsonl"): Promise<string> {
  const list = async ({ before = Number.MAX_SAFE_INTEGER, limit = 0 }) =>
    items.filter(({ seq }) => seq < before).slice(0, limit)
  let text = ""
  for await (const piece of auditFile({ list }, {}, format, { ann: "Ann, the first" })) text += piece
  return text
}

test("all entries go into the file, newest first, however many pages that is", async () => {
  const items = Array.from({ length: 1_203 }, (_, index) => item(1_203 - index))
  const lines = (await fileOf(items, "jsonl")).trimEnd().split("\n")
  expect(lines.map((line) => JSON.parse(line))).toEqual(items)
})

test("a spreadsheet takes nothing in the CSV for a formula", async () => {
  const text = await fileOf(
    [item(1, { target: '=HYPERLINK("x")', device: "+1", details: { name: "a,b" } })],
    "csv",
  )
  const [head, line] = text.split("\r\n")
  expect(head).toBe(
    "\ufeffseq,time,person_id,person,action,target,outcome,address,device,request_id,details,previous_hash,hash",
  )
  expect(line).toBe(
    `1,1970-01-01T00:00:00.000Z,ann,"Ann, the first",preset.create,"'=HYPERLINK(""x"")",ok,direct,"'+1",r,"{""name"":""a,b""}",p,h`,
  )
})
