/** The layout shows what the address names. */
export default function HistoryRunPage() {
  return null
}
