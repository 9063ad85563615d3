/** Bytes as MB (2^20), for people: never 0. */
export function megabytesOf(bytes: number): number {
  return Math.max(0.1, Math.round((bytes / 1024 / 1024) * 10) / 10)
}
