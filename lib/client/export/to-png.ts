import { fontFacesFor } from "./font-faces.ts"

/** Browsers draw no larger canvas than this on a side, in px; beyond it they return nothing. */
const mostPixels = 16_000

/**
 * A picture of an element in full: also what is scrolled out of sight to the side or below. Twice the size on screen,
 * less where that would be too large to draw.
 */
export async function toPng(element: HTMLElement): Promise<Blob> {
  const { domToBlob } = await import("modern-screenshot")
  // What the library finds by itself it cannot resolve under our policy (base-uri), and it would take every slice.
  const faces = await fontFacesFor(element.textContent ?? "")
  const width = Math.max(element.scrollWidth, element.offsetWidth)
  const height = Math.max(element.scrollHeight, element.offsetHeight)
  const blob = await domToBlob(element, {
    width,
    height,
    scale: Math.min(2, mostPixels / Math.max(width, height)),
    font: faces === "" ? false : { cssText: faces },
    backgroundColor: backgroundOf(element),
    // Settings are told in words above the outputs; their sliders cannot be drawn.
    filter: (node) => !(node instanceof Element && node.matches("[data-settings]")),
    onCloneEachNode: keepChoice,
    style: {
      overflow: "visible",
      width: `${width}px`,
      height: `${height}px`,
      maxWidth: "none",
      maxHeight: "none",
    },
  })
  if (!blob) throw new Error("The browser drew nothing.")
  return blob
}

/** A copied select shows its first choice unless the chosen one is marked in the document itself. */
function keepChoice(node: Node): void {
  if (!(node instanceof HTMLSelectElement)) return
  for (const option of node.options) option.toggleAttribute("selected", option.value === node.value)
}

/** What is seen behind an element: the first background upwards that is not transparent. */
function backgroundOf(element: HTMLElement): string {
  for (let above: HTMLElement | null = element; above; above = above.parentElement) {
    const color = getComputedStyle(above).backgroundColor
    if (color !== "transparent" && color !== "rgba(0, 0, 0, 0)") return color
  }
  return "Canvas"
}
