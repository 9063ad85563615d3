"use client"

import { Check, Copy } from "lucide-react"
import { type ReactNode, useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { useToast } from "#components/ui/toast"

/** Copies a text and says so by a tick. */
export function CopyButton({
  text,
  label,
  icon = <Copy aria-hidden size={14} />,
  disabled,
  tabIndex,
}: {
  /** A function where the text changes often. */
  text: string | (() => string)
  label: string
  icon?: ReactNode
  disabled?: boolean
  tabIndex?: number
}) {
  const t = useTranslations("output")
  const toast = useToast()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text())
      setCopied(true)
    } catch {
      toast({ text: t("copyFailed"), tone: "error" })
    }
  }
  return (
    <IconButton
      label={isCopied ? t("copied") : label}
      size="sm"
      onClick={copy}
      disabled={disabled}
      tabIndex={tabIndex}
    >
      {isCopied ? <Check aria-hidden size={14} className="text-ok" /> : icon}
    </IconButton>
  )
}
