"use client"

import { Search, X } from "lucide-react"
import { useEffect, useEffectEvent, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import { isTyping } from "./typing"

const pauseMs = 250

interface SearchFieldProps {
  label: string
  /** What is searched for, as the address says. */
  query: string
  onSearch: (query: string) => void
  className?: string
}

/**
 * A page's search box, which `/` leads to. What is typed is searched for after a pause, and never while composing;
 * Escape empties the box, and then leaves it.
 */
export function SearchField({ label, query, onSearch, className }: SearchFieldProps) {
  const t = useTranslations("common")
  const [text, setText] = useState(query)
  const [composing, setComposing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const written = useRef(query)
  const search = useEffectEvent(onSearch)

  useEffect(() => {
    if (composing || text === written.current) return
    const timer = setTimeout(() => {
      written.current = text
      search(text)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, composing])

  // The address changed without us: back, forward, a filter taken away.
  useEffect(() => {
    if (query === written.current) return
    written.current = query
    setText(query)
  }, [query])

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
    <div className={classNames("relative", className)}>
      <Search
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <TextInput
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
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
          <IconButton label={t("clearSearch")} size="sm" onClick={() => setText("")}>
            <X aria-hidden size={14} />
          </IconButton>
        </span>
      )}
    </div>
  )
}
