/** The layout shows what the address names. */
export default function PresetsPage() {
  return null
}
