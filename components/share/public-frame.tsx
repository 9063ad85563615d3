"use client"

import Link from "next/link"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { LanguageMenu } from "#components/shell/language-menu"
import { Wordmark } from "#components/shell/mark"
import { ThemeMenu } from "#components/shell/theme-menu"

/** The frame of pages that are read without an account: name, theme, language. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("app")
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-11 shrink-0 items-center gap-0.5 border-b bg-surface pr-2 pl-4">
        <Link href="/playground" prefetch={false} className="mr-auto flex rounded" aria-label={t("name")}>
          <Wordmark />
        </Link>
        <ThemeMenu />
        <LanguageMenu />
      </header>
      <main className="mx-auto w-full max-w-[80rem] grow px-4 pt-6 pb-16 lg:px-8">{children}</main>
    </div>
  )
}
