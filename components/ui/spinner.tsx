import { LoaderCircle } from "lucide-react"
import { classNames } from "./class-names"

/** A small turning ring; decorative, so put a word beside it or a label on its owner. */
export function Spinner({ size = 16, className }: { size?: number; className?: string }) {
  return <LoaderCircle aria-hidden size={size} className={classNames("spinner shrink-0", className)} />
}
