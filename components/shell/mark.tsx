/** The mark: a bracket of three exposures. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" fill="none" className="shrink-0">
      <path d="M5.5 2.75H2.75v14.5H5.5M14.5 2.75h2.75v14.5H14.5" stroke="currentColor" strokeWidth="1.5" />
      <g fill="var(--accent-strong)">
        <rect x="5.75" y="10.5" width="2" height="3.5" opacity=".5" />
        <rect x="9" y="8.25" width="2" height="5.75" opacity=".75" />
        <rect x="12.25" y="6" width="2" height="8" />
      </g>
    </svg>
  )
}

/** The mark and the name. */
export function Wordmark({ size = 20 }: { size?: number }) {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-base text-ink tracking-tight">
      <Mark size={size} />
      Bracket
    </span>
  )
}
