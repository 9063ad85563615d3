"use client"

import { Search, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { isTyping } from "#components/shell/typing"
import { IconButton } from "./icon-button"
import { TextInput } from "./text-input"

const pauseMs = 250

/**
 * A search box, reached by `/`. What is typed is told after a pause, never while composing; Escape clears it, then
 * leaves it.
 */
export function SearchField(props: { label: string; value: string; onChange: (text: string) => void }) {
  const common = useTranslations("history")
  const { label, value, onChange } = props
  const [text, setText] = useState(value)
  const [composing, setComposing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const told = useRef(value)

  useEffect(() => {
    if (composing || text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      onChange(text)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, composing, onChange])

  // It was changed without us: back, forward, a filter taken away.
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])

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
    <div className="relative flex-1">
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
          <IconButton label={common("searchClear")} size="sm" onClick={() => setText("")}>
            <X aria-hidden size={14} />
          </IconButton>
        </span>
      )}
    </div>
  )
}
