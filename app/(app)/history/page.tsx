/** The layout shows what the address names. */
export default function HistoryPage() {
  return null
}
