/** The token that a key leads to from another: along the text, a line up or down, to its ends. */
export function tokenByKey(token: HTMLElement, key: string): HTMLElement | undefined {
  switch (key) {
    case "ArrowRight":
      return step(token, 1)
    case "ArrowLeft":
      return step(token, -1)
    case "ArrowDown":
      return nextLine(token, 1)
    case "ArrowUp":
      return nextLine(token, -1)
    case "Home":
      return all(token)[0]
    case "End":
      return all(token).at(-1)
  }
}

function all(token: HTMLElement): HTMLElement[] {
  return [...(token.parentElement?.querySelectorAll<HTMLElement>("[data-token]") ?? [])]
}

function step(token: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const sibling = by === 1 ? token.nextElementSibling : token.previousElementSibling
  return sibling instanceof HTMLElement && sibling.dataset.token !== undefined ? sibling : undefined
}

/** Of the line below or above, the token that begins nearest to where this one does. */
function nextLine(token: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const { left, top } = placeOf(token)
  let nearest: HTMLElement | undefined
  let distance = Number.POSITIVE_INFINITY
  let line: number | undefined
  for (let other = step(token, by); other; other = step(other, by)) {
    const place = placeOf(other)
    if (Math.abs(place.top - top) < 4) continue
    line ??= place.top
    if (Math.abs(place.top - line) >= 4) break
    if (Math.abs(place.left - left) < distance) {
      nearest = other
      distance = Math.abs(place.left - left)
    }
  }
  return nearest
}

/** Where a token begins, though it may go on in the next line. */
function placeOf(token: HTMLElement): DOMRect {
  return token.getClientRects()[0] ?? token.getBoundingClientRect()
}
