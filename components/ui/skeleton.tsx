import { classNames } from "./class-names"

/** A grey stand-in of the size of what comes; size it by className ("h-4 w-40"). */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("skeleton block", className)} />
}
