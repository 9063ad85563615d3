"use client"

import { Activity, Bookmark, History, Images, SlidersHorizontal, SquareTerminal } from "lucide-react"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { type ComponentType, useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { mayActAs } from "#lib/domain/person"
import { usePerson } from "./person"

const places = [
  { href: "/playground", name: "playground", Icon: SquareTerminal },
  { href: "/images", name: "images", Icon: Images },
  { href: "/presets", name: "presets", Icon: Bookmark },
  { href: "/history", name: "history", Icon: History },
  { href: "/monitor", name: "monitor", Icon: Activity },
  { href: "/settings", name: "settings", Icon: SlidersHorizontal },
] as const

/** The places of the app: in the top bar, on phones as a bar at the foot. */
export function MainNavigation() {
  const t = useTranslations("nav")
  const pathname = usePathname()
  const isAdmin = mayActAs(usePerson().role, "admin")
  const [Mark, setMark] = useState<ComponentType>()
  // Once the browser has nothing else to do: no page waits for it, and without it nothing is missing.
  useEffect(() => {
    if (isAdmin)
      (window.requestIdleCallback ?? setTimeout)(() =>
        import("./alerts-mark").then(
          ({ AlertsMark }) => setMark(() => AlertsMark),
          () => undefined,
        ),
      )
  }, [isAdmin])
  return (
    <nav
      aria-label={t("main")}
      className="col-start-2 row-start-1 border-b bg-surface max-sm:col-span-full max-sm:row-start-4 max-sm:border-t max-sm:border-b-0 max-sm:pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="flex h-full items-stretch gap-1 pl-2 max-sm:h-14 max-sm:justify-around max-sm:pl-0">
        {places.map(({ href, name, Icon }) => {
          const isHere = pathname === href || pathname.startsWith(`${href}/`)
          return (
            <li key={href} className="flex max-sm:flex-1">
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className="relative flex flex-1 items-center gap-1.5 rounded-sm px-2.5 font-medium text-ink-2 text-sm transition-colors -outline-offset-2 hover:text-ink aria-[current]:text-ink max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:text-2xs aria-[current]:after:absolute aria-[current]:after:inset-x-2.5 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:bg-accent-strong max-sm:aria-[current]:after:top-[-1px] max-sm:aria-[current]:after:bottom-auto max-sm:aria-[current]:after:inset-x-1/4"
              >
                <Icon aria-hidden size={18} className="sm:hidden" />
                {t(name)}
                {name === "monitor" && Mark ? <Mark /> : null}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
