/**
 * Counts React's renders by column, in the page, in the production build: React tells the hook of its developer tools
 * of every commit, and marks the fibers that did work in it (flag 1). Runs before the page's own code.
 */
export function watchRenders(): void {
  interface Fiber {
    tag: number
    flags: number
    child: Fiber | null
    sibling: Fiber | null
    alternate: Fiber | null
    memoizedProps: Record<string, unknown> | null
  }
  const renders: Record<string, number> = {}
  const performedWork = 1
  // Function components, memoised ones and those behind forwardRef.
  const components = new Set([0, 11, 14, 15])

  const visit = (fiber: Fiber, before: Fiber | null, column: string) => {
    const own = fiber.memoizedProps?.["data-column"]
    const at = typeof own === "string" ? own : column
    if (before && components.has(fiber.tag) && (fiber.flags & performedWork) !== 0)
      renders[at] = (renders[at] ?? 0) + 1
    // What React did not go down into has the same children as before, and their old flags.
    if (before && fiber.child === before.child) return
    for (let child = fiber.child; child; child = child.sibling) visit(child, child.alternate, at)
  }
  Object.assign(window, {
    renders,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => undefined,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_: number, root: { current: Fiber }) =>
        visit(root.current, root.current.alternate, "page"),
    },
  })
}
