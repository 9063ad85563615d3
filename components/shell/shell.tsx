"use client"

import Link from "next/link"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { AccountMenu } from "./account-menu"
import { LanguageMenu } from "./language-menu"
import { MainNavigation } from "./main-navigation"
import { Wordmark } from "./mark"
import { OfflineNotice } from "./offline-notice"
import { ShortcutSheet } from "./shortcut-sheet"
import { ThemeMenu } from "./theme-menu"

/**
 * The frame of every signed-in page: a bar of 44 px, and below it the page, which fills the rest of the window
 * and scrolls on its own terms. On phones the navigation moves to the window's foot.
 */
export function Shell({ notice, children }: { notice?: ReactNode; children: ReactNode }) {
  const t = useTranslations("app")
  return (
    <div className="grid h-dvh grid-cols-[auto_1fr_auto] grid-rows-[44px_auto_minmax(0,1fr)] max-sm:grid-cols-[1fr_auto] max-sm:grid-rows-[44px_auto_minmax(0,1fr)_auto]">
      <a
        href="#content"
        className="absolute top-1.5 left-2 z-50 -translate-y-16 rounded bg-accent px-3 py-1.5 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        {t("skipToContent")}
      </a>
      <header className="contents">
        <div className="col-start-1 row-start-1 flex items-center border-b bg-surface pr-3 pl-4">
          <Link href="/playground" className="flex rounded" aria-label={t("name")}>
            <Wordmark />
          </Link>
        </div>
        <MainNavigation />
        <div className="-col-end-1 row-start-1 flex items-center gap-0.5 border-b bg-surface pr-2">
          <ThemeMenu />
          <LanguageMenu />
          <AccountMenu />
        </div>
      </header>
      <div className="col-span-full row-start-2">
        {notice}
        <OfflineNotice />
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="col-span-full row-start-3 flex min-h-0 min-w-0 flex-col overflow-auto"
      >
        {children}
      </main>
      <ShortcutSheet />
    </div>
  )
}
