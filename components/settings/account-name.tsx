"use client"

import { useRouter } from "next/navigation"
import { type FormEvent, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useRename } from "#lib/client/api/me"

/** One's name, as others see it. */
export function AccountName({ name }: { name: string }) {
  const t = useTranslations("settings")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const router = useRouter()
  const rename = useRename()
  const [typed, setTyped] = useState<string>()
  if (typed === undefined)
    return (
      <span className="flex flex-wrap items-center gap-3">
        {name}
        <Button size="sm" variant="ghost" onClick={() => setTyped(name)}>
          {t("rename")}
        </Button>
      </span>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate(typed, {
      onSuccess: () => {
        setTyped(undefined)
        toast({ text: t("renamed"), tone: "ok" })
        router.refresh()
      },
      onError: (error) => toast({ text: errorText(faultOf(error)).title, tone: "error" }),
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap gap-2">
      <TextInput
        aria-label={t("name")}
        autoComplete="name"
        required
        maxLength={100}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={rename.isPending}>
        {common("save")}
      </Button>
      <Button variant="ghost" onClick={() => setTyped(undefined)}>
        {common("cancel")}
      </Button>
    </form>
  )
}
