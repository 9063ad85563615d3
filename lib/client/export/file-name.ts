/** A name that every system takes: the title's letters and digits (Chinese ones too), the moment in local time. */
export function fileNameOf(title: string, at: number, extension: string): string {
  const words = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
  // Cut between characters: half an emoji would be no name at all.
  const short = [...words].slice(0, 60).join("").replace(/-+$/, "")
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, "0")
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  const parts = ["bracket", short, day, `${two(time.getHours())}${two(time.getMinutes())}`]
  return `${parts.filter((part) => part !== "").join("-")}.${extension}`
}
