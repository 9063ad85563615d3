/** JSON that somebody wrote, as it stands; a very long one scrolls in its own frame. */
export function CodeText({ text }: { text: string }) {
  return (
    <pre className="max-h-80 max-w-measure overflow-auto whitespace-pre-wrap break-words rounded border bg-sunken px-3 py-2 text-xs leading-5">
      {text}
    </pre>
  )
}
