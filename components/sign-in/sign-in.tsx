"use client"

import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { LanguageMenu } from "#components/shell/language-menu"
import { Mark } from "#components/shell/mark"
import { ThemeMenu } from "#components/shell/theme-menu"
import { Spinner } from "#components/ui/spinner"
import { signInWithLink } from "#lib/client/api/session"
import { InvitationForm } from "./invitation-form"
import { PasswordForm } from "./password-form"
import { ProviderButtons } from "./provider-buttons"
import { providerFaultOf, type SignInFault, SignInFaultCard, signInFaultOf } from "./sign-in-fault"

type LinkState = "none" | "working" | SignInFault

interface SignInProps {
  returnTo: string
  /** Beside e-mail and password. */
  providers: { id: string; name: string }[]
  /** Why a way back from a provider did not lead in. */
  refused: string | undefined
}

/** The way in: by the link in the address's fragment, by e-mail and password, or through another provider. */
export function SignIn({ returnTo, providers, refused }: SignInProps) {
  const t = useTranslations("signIn")
  const [link, setLink] = useState<LinkState>(refused === undefined ? "none" : providerFaultOf(refused))
  const [invitation, setInvitation] = useState<string>()

  useEffect(() => {
    const follow = () => {
      const brought = new URLSearchParams(window.location.hash.slice(1))
      const token = brought.get("token")
      const invited = brought.get("invitation")
      if (!token && !invited) return
      // Out of the address bar and the browser's history before anything else happens.
      window.history.replaceState(null, "", window.location.pathname + window.location.search)
      if (invited) return setInvitation(invited)
      if (!token) return
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
        {invitation ? (
          <InvitationForm token={invitation} returnTo={returnTo} />
        ) : link === "working" ? (
          <p role="status" className="flex h-8 items-center gap-2 text-sm">
            <Spinner /> {t("linkWorking")}
          </p>
        ) : (
          <>
            {link === "none" ? null : <SignInFaultCard fault={link} className="mb-4" />}
            <PasswordForm returnTo={returnTo} />
            <ProviderButtons providers={providers} returnTo={returnTo} />
            <p className="mt-6 border-t pt-4 text-pretty text-ink-2 text-sm">{t("byLink")}</p>
          </>
        )}
      </main>
    </div>
  )
}
