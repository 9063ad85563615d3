/**
 * A figure as people type it: `1200`, `1,200.5`, `1,5`, `1。5`, with blanks, `_`, `$`, `−` or full-width digits. Commas
 * between groups of three are left out, one comma alone stands for the decimal point. Undefined for a blank text,
 * `wrong` for what is no number.
 */
export function typedNumber(text: string): number | undefined | "wrong" {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s_$]/g, "")
    .replace("。", ".")
    .replace("−", "-")
  if (plain === "") return undefined
  const grouped = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/.test(plain)
  const value = Number(grouped ? plain.replaceAll(",", "") : plain.replace(/^(-?\d*),(\d*)$/, "$1.$2"))
  return Number.isFinite(value) ? value : "wrong"
}
