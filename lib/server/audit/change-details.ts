import type { AuditEntry } from "#lib/server/store/audit-ports"
import type { Store } from "#lib/server/store/store"

type Details = AuditEntry["details"]

/** What was changed, by name: `from.NAME` and `to.NAME`. Names whose value stayed the same are left out. */
export function changeDetails<T extends object>(before: T, after: T): Details {
  const details: Details = {}
  for (const name of Object.keys(after) as (keyof T & string)[]) {
    const [old, fresh] = [written(before[name]), written(after[name])]
    if (old === fresh) continue
    details[`from.${name}`] = old
    details[`to.${name}`] = fresh
  }
  return details
}

/** A value for the log: what is no plain value goes in as JSON, and as no more than its beginning. */
function written(value: unknown): string | number | boolean {
  if (typeof value === "number" || typeof value === "boolean") return value
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "")
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}

/** What a batch is about, without a word of its prompts. */
export function batchDetails(batch: {
  kind?: string
  variants: { model: string }[]
  runs: readonly unknown[]
}): Details {
  const models = [...new Set(batch.variants.map(({ model }) => model))]
  return {
    ...(batch.kind === undefined ? {} : { kind: batch.kind }),
    runs: batch.runs.length,
    models: written(models.join(" ")),
  }
}

/** What the log says of a person when somebody changes them. */
export async function auditedPerson(store: Pick<Store, "people" | "budgets">, id: string): Promise<object> {
  const [row, budget] = await Promise.all([store.people.get(id), store.budgets.get(id)])
  return row
    ? {
        name: row.name,
        email: row.email ?? "",
        role: row.role,
        suspended: row.suspended_at !== null,
        budget: budget ?? { day: {}, month: {} },
      }
    : {}
}
