"use client"

import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { LanguageMenu } from "#components/shell/language-menu"
import { Mark } from "#components/shell/mark"
import { ThemeMenu } from "#components/shell/theme-menu"
import { Spinner } from "#components/ui/spinner"
import { signInWithLink } from "#lib/client/api/session"
import { PasswordForm } from "./password-form"
import { type SignInFault, SignInFaultCard, signInFaultOf } from "./sign-in-fault"

type LinkState = "none" | "working" | SignInFault

/** The way in: by the link in the address's fragment, or by e-mail and password. */
export function SignIn({ returnTo }: { returnTo: string }) {
  const t = useTranslations("signIn")
  const [link, setLink] = useState<LinkState>("none")

  useEffect(() => {
    const follow = () => {
      const token = new URLSearchParams(window.location.hash.slice(1)).get("token")
      if (!token) return
      // Out of the address bar and the browser's history before anything else happens.
      window.history.replaceState(null, "", window.location.pathname + window.location.search)
      setLink("working")
      signInWithLink(token).then(
        () => window.location.replace(returnTo),
        (error) => setLink(signInFaultOf(error, "linkSpent")),
      )
    }
    follow()
    window.addEventListener("hashchange", follow)
    return () => window.removeEventListener("hashchange", follow)
  }, [returnTo])

  return (
    <div className="grid min-h-dvh grid-rows-[44px_1fr_44px]">
      <div className="flex items-center justify-end gap-0.5 pr-2">
        <ThemeMenu />
        <LanguageMenu />
      </div>
      <main className="mx-auto flex w-full max-w-88 flex-col justify-center px-6 py-8">
        <div className="mb-8">
          <Mark size={36} />
          <h1 className="mt-4 text-2xl tracking-tight">Bracket</h1>
          <p className="mt-1 text-ink-2 text-read">{t("lead")}</p>
        </div>
        {link === "working" ? (
          <p role="status" className="flex h-8 items-center gap-2 text-sm">
            <Spinner /> {t("linkWorking")}
          </p>
        ) : (
          <>
            {link === "none" ? null : <SignInFaultCard fault={link} className="mb-4" />}
            <PasswordForm returnTo={returnTo} />
            <p className="mt-6 border-t pt-4 text-pretty text-ink-2 text-sm">{t("byLink")}</p>
          </>
        )}
      </main>
    </div>
  )
}
