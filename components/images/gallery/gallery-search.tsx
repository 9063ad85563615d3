"use client"

import { Search, Star, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { isTyping } from "#components/shell/typing"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import { useGalleryPlace } from "./use-gallery-place"

const pauseMs = 250

/** The search box and the star. What is typed reaches the address after a pause, and never while composing. */
export function GallerySearch() {
  const t = useTranslations("images.gallery")
  const { address, change } = useGalleryPlace()
  const [text, setText] = useState(address.q)
  const [composing, setComposing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const written = useRef(address.q)

  useEffect(() => {
    if (composing || text === written.current) return
    const timer = setTimeout(() => {
      written.current = text
      change({ q: text })
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, composing, change])

  // The address changed without us: back, forward, a filter taken away.
  useEffect(() => {
    if (address.q === written.current) return
    written.current = address.q
    setText(address.q)
  }, [address.q])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [])

  return (
    <search className="flex flex-1 items-center gap-1">
      <div className="relative w-80 max-w-full">
        <Search
          aria-hidden
          size={14}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
        />
        <TextInput
          ref={input}
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.nativeEvent.isComposing) return
            event.stopPropagation()
            if (text === "") input.current?.blur()
            else setText("")
          }}
          className="w-full pr-9! pl-8! [&::-webkit-search-cancel-button]:hidden"
        />
        {text === "" ? null : (
          <span className="absolute inset-y-0 right-0.5 flex items-center">
            <IconButton label={t("searchClear")} size="sm" onClick={() => setText("")}>
              <X aria-hidden size={14} />
            </IconButton>
          </span>
        )}
      </div>
      <IconButton
        label={t("starredOnly")}
        aria-pressed={address.starred}
        onClick={() => change({ starred: !address.starred })}
      >
        <Star aria-hidden size={16} fill={address.starred ? "currentColor" : "none"} />
      </IconButton>
    </search>
  )
}
