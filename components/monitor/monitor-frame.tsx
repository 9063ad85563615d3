"use client"

import Link from "next/link"
import { usePathname } from "next/navigation"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { useIsReviewer } from "#components/monitor/review/use-is-reviewer"
import { usePerson } from "#components/shell/person"
import { mayActAs, type PersonRole } from "#lib/domain/person"

/** The pages below Monitor, and who finds them there. */
const pages: {
  href: string
  name: "figures" | "alerts" | "review" | "origin" | "audit"
  role: PersonRole
}[] = [
  { href: "/monitor", name: "figures", role: "viewer" },
  { href: "/monitor/alerts", name: "alerts", role: "admin" },
  { href: "/monitor/review", name: "review", role: "admin" },
  { href: "/monitor/origin", name: "origin", role: "admin" },
  { href: "/monitor/audit", name: "audit", role: "admin" },
]

/** The pages that watch over Bracket, and the way from one to the next. */
export function MonitorFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("operations.monitor")
  const pathname = usePathname()
  const { role } = usePerson()
  const isReviewer = useIsReviewer()
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-6 lg:px-8">
      <nav aria-label={t("pages")} className="-mx-1 overflow-x-auto border-b">
        <ul className="flex gap-1">
          {pages
            .filter((page) => mayActAs(role, page.role) || (page.name === "review" && isReviewer))
            .map(({ href, name }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={pathname === href ? "page" : undefined}
                  className="block whitespace-nowrap border-transparent border-b-2 px-2 py-1.5 text-ink-2 text-sm hover:text-ink aria-[current]:border-accent-strong aria-[current]:text-ink"
                >
                  {t(`page.${name}`)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      {children}
    </div>
  )
}
