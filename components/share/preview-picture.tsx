import type { PreviewLine } from "#lib/client/share/preview-lines"

interface PreviewPictureProps {
  title: string
  lines: PreviewLine[]
  /** "and 3 more"; empty: there are no more. */
  more: string
  /** The faces, in the order in which they are tried. */
  faces: string[]
}

/** What a chat shows of a link: its title, and the settings that are compared. Drawn by next/og, which knows flexbox only. */
export function PreviewPicture({ title, lines, more, faces }: PreviewPictureProps) {
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        width: "100%",
        height: "100%",
        padding: "56px 64px",
        background: "#17140f",
        color: "#f4efe6",
        fontFamily: faces.join(", "),
      }}
    >
      <div style={{ display: "flex", alignItems: "center", fontSize: 28, color: "#e8a33d", fontWeight: 600 }}>
        <div
          style={{ display: "flex", width: 12, height: 28, border: "4px solid #e8a33d", borderRight: "none" }}
        />
        <div
          style={{
            display: "flex",
            width: 12,
            height: 28,
            marginLeft: 8,
            marginRight: 16,
            border: "4px solid #e8a33d",
            borderLeft: "none",
          }}
        />
        Bracket
      </div>
      <div
        style={{
          display: "flex",
          marginTop: 28,
          fontSize: 60,
          fontWeight: 600,
          lineHeight: 1.15,
          maxHeight: 140,
          overflow: "hidden",
        }}
      >
        {title}
      </div>
      <div style={{ display: "flex", flexDirection: "column", marginTop: "auto" }}>
        {lines.map((line, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture is drawn once.
            key={index}
            style={{
              display: "flex",
              alignItems: "baseline",
              paddingTop: 12,
              paddingBottom: 12,
              borderTop: "1px solid #3a3429",
              fontSize: 28,
            }}
          >
            <div
              style={{ display: "flex", flexShrink: 0, marginRight: 24, fontWeight: 600, color: "#e8a33d" }}
            >
              {line.name}
            </div>
            <div style={{ display: "flex", flexShrink: 0, marginRight: 28, color: "#b8ae9d" }}>
              {line.model}
            </div>
            <div style={{ display: "flex", overflow: "hidden", whiteSpace: "nowrap" }}>
              {line.facts.join("   ")}
            </div>
          </div>
        ))}
        {more === "" ? null : (
          <div style={{ display: "flex", paddingTop: 12, fontSize: 24, color: "#b8ae9d" }}>{more}</div>
        )}
      </div>
    </div>
  )
}
