/** The layout shows what the address names. */
export default function PresetPage() {
  return null
}
