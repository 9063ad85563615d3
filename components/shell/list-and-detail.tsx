import type { ReactNode } from "react"
import { classNames } from "#components/ui/class-names"
import { VisuallyHidden } from "#components/ui/visually-hidden"

/** A list, and beside it what is open of it; on phones one at a time. */
export function ListAndDetail(props: {
  title: string
  /** Accessible name of the list. */
  listName: string
  list: ReactNode
  detail: ReactNode
  isOpen: boolean
}) {
  return (
    <div className="flex min-h-0 flex-1">
      <h1>
        <VisuallyHidden>{props.title}</VisuallyHidden>
      </h1>
      <section
        aria-label={props.listName}
        className={classNames(
          "flex min-h-0 w-full flex-col bg-surface md:w-100 md:shrink-0 md:border-r lg:w-110",
          props.isOpen && "max-md:hidden",
        )}
      >
        {props.list}
      </section>
      <div className={classNames("min-h-0 min-w-0 flex-1 overflow-auto", !props.isOpen && "max-md:hidden")}>
        {props.detail}
      </div>
    </div>
  )
}
