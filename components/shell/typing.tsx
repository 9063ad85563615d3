/** True when a single-letter shortcut must not act: someone types, composes, or holds a modifier. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  const inField =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select"))
  return (
    inField || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey
  )
}
