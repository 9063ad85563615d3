/** Prints rows as a table; figures of up to three digits. */
export function table(title: string, rows: Record<string, string | number>[]): void {
  console.log(`\n${title}`)
  const [head] = rows
  if (!head) return
  const columns = Object.keys(head)
  const cells = rows.map((row) => columns.map((name) => show(row[name] ?? "")))
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...cells.map((row) => row[index]?.length ?? 0)),
  )
  const line = (row: string[]) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")
  console.log(line(columns))
  for (const row of cells) console.log(line(row))
}

/** Prints whether an aim is met. */
export function aim(what: string, value: number, limit: number, unit: string): void {
  console.log(
    `${value <= limit ? "met   " : "MISSED"}  ${what}: ${show(value)} ${unit} (aim: at most ${show(limit)})`,
  )
}

function show(value: string | number): string {
  if (typeof value === "string") return value
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}
