"use client"

import { useEdit, useWorkspace } from "#components/playground/playground-context"
import { classNames } from "#components/ui/class-names"
import { togglePicked } from "#lib/client/size-ladder"

/** Picks a picture to be made larger; stays in view once any is picked. */
export function PicturePick({ id, label }: { id: string; label: string }) {
  const edit = useEdit()
  const isPicked = useWorkspace(({ view }) => view.picked?.includes(id) ?? false)
  const isPicking = useWorkspace(({ view }) => (view.picked?.length ?? 0) > 0)
  return (
    <label
      className={classNames(
        "absolute top-1.5 left-1.5 flex size-7 cursor-pointer items-center justify-center rounded bg-raised/90 focus-within:opacity-100 group-hover/picture:opacity-100 pointer-coarse:size-10 pointer-coarse:opacity-100",
        isPicking ? null : "opacity-0",
      )}
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={isPicked}
        onChange={() => edit(togglePicked(id))}
        className="size-4 accent-accent-strong"
      />
    </label>
  )
}
