import { TriangleAlert } from "lucide-react"

/** A strip under the top bar for admins while storage is away; made on the server, so that it costs others nothing. */
export function AwayNotice({ text, link }: { text: string; link: string }) {
  return (
    <p
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-2 border-b bg-warn-soft px-4 py-1.5 text-ink text-sm"
    >
      <TriangleAlert aria-hidden size={14} className="shrink-0 text-warn" />
      <span>{text}</span>
      <a href="/monitor" className="text-accent-ink underline underline-offset-2">
        {link}
      </a>
    </p>
  )
}
