import Link from "next/link"
import { buttonClass } from "#components/ui/button"
import { ChineseFace } from "./chinese-face"
import { Mark } from "./mark"

/** The page of an address that leads nowhere: what may have become of it, and the way back. */
export function NotThere(props: { title: string; hint: string; home: string; isChinese: boolean }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6 pb-24">
      <Mark size={32} />
      <h1 className="mt-2 text-xl">{props.title}</h1>
      <p className="text-pretty text-ink-2 text-read">{props.hint}</p>
      <Link href="/playground" className={buttonClass({ variant: "primary", className: "mt-2" })}>
        {props.home}
      </Link>
      <ChineseFace atOnce={props.isChinese} />
    </main>
  )
}
