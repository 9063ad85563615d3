/** The day of an address (`2026-11-30`) where it is one, from 1970 on. */
export function readDay(value: string | null): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value ?? "") ?? []
  if (value === null || year === undefined || Number(year) < 1970) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.toISOString().slice(0, 10) === value ? value : undefined
}

/** When a day begins in this time zone, or one so many days after it: epoch ms. */
export function startOfDay(day: string, plus = 0): number {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number)
  return Math.max(0, new Date(year, month - 1, date + plus).getTime())
}
