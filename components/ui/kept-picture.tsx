import type { ComponentProps } from "react"

/** A picture that the server keeps, in a size that the server makes. Every prop of `<img>` goes through. */
export function KeptPicture({ alt, ...props }: ComponentProps<"img"> & { src: string; alt: string }) {
  // biome-ignore lint/performance/noImgElement: Next's optimizer would ask for it without the person's session.
  return <img alt={alt} decoding="async" {...props} />
}
