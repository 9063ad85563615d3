export const dynamic = "force-dynamic"

/** The empty page that page weights and paints are compared with. */
export default function Page() {
  return <p>An empty page</p>
}
