"use client"

import { Check } from "lucide-react"
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react"
import { type Align, type Side, useAnchored } from "./anchored"
import { classNames } from "./class-names"
import { Kbd } from "./kbd"
import type { TriggerProps } from "./popover"

export type MenuEntry =
  | {
      kind: "item"
      label: string
      icon?: ReactNode
      shortcut?: string
      /** Makes it one of a choice (menuitemradio) or a switch (menuitemcheckbox). */
      choice?: "radio" | "checkbox"
      checked?: boolean
      disabled?: boolean
      danger?: boolean
      onSelect: () => void
    }
  | { kind: "separator" }
  | { kind: "heading"; label: string }

export interface MenuProps {
  /** Accessible name of the menu. */
  label: string
  trigger: (props: TriggerProps) => ReactNode
  entries?: MenuEntry[]
  /** In place of `entries`, for entries whose code comes as the menu opens: renders `MenuEntries` with what it is given. */
  content?: (choose: ChooseEntry) => ReactNode
  /** Shown above the entries, for instance who is signed in. */
  header?: ReactNode
  side?: Side
  align?: Align
  className?: string
}

/** A menu of commands: arrows, Home, End and first letters move, Enter chooses, Escape and Tab close. */
export function Menu({ label, trigger, entries, content, header, side, align, className }: MenuProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  useAnchored(menu, button, open, { side, align })

  const choose = (onSelect: () => void) => {
    menu.current?.hidePopover()
    onSelect()
  }
  return (
    <>
      {trigger({ ref: button, popoverTarget: id, "aria-expanded": open, "aria-haspopup": "menu" })}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
        onToggle={(event) => {
          setOpen(event.newState === "open")
          if (event.newState === "open") (itemsOf(menu.current)[0] ?? menu.current)?.focus()
        }}
        onKeyDown={(event) => moveFocus(event, menu.current)}
        className={classNames("anchored overlay min-w-44 p-1 outline-none", className)}
      >
        {open ? (
          <>
            {header ? <div className="mb-1 border-b px-2 pt-1 pb-2">{header}</div> : null}
            {content ? content(choose) : <MenuEntries entries={entries ?? []} choose={choose} />}
          </>
        ) : null}
      </div>
    </>
  )
}

/** Closes the menu, then does what was chosen. */
export type ChooseEntry = (onSelect: () => void) => void

/** The entries of a menu. Those that come late take the focus as those that were there do. */
export function MenuEntries({ entries, choose }: { entries: MenuEntry[]; choose: ChooseEntry }) {
  const first = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const menu = first.current?.closest<HTMLElement>("[role=menu]")
    if (menu?.matches(":focus")) itemsOf(menu)[0]?.focus()
  }, [])
  return (
    <div ref={first} role="presentation">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity beyond their place.
        <Entry key={index} entry={entry} choose={choose} />
      ))}
    </div>
  )
}

function Entry({ entry, choose }: { entry: MenuEntry; choose: ChooseEntry }) {
  if (entry.kind === "separator") return <hr className="my-1 border-line border-t" />
  if (entry.kind === "heading") {
    return (
      <p role="presentation" className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-3">
        {entry.label}
      </p>
    )
  }
  const { choice, checked = false } = entry
  return (
    <button
      type="button"
      {...(choice === undefined
        ? { role: "menuitem" }
        : { role: choice === "radio" ? "menuitemradio" : "menuitemcheckbox", "aria-checked": checked })}
      tabIndex={-1}
      disabled={entry.disabled}
      onClick={() => choose(entry.onSelect)}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      className={classNames(
        "flex w-full items-center gap-2 rounded-sm px-2 py-1 text-left text-sm outline-none focus:bg-hover disabled:opacity-50 pointer-coarse:min-h-10",
        entry.danger ? "text-error" : "text-ink",
      )}
    >
      {choice === undefined ? null : (
        <Check aria-hidden size={14} className={checked ? "text-accent-ink" : "invisible"} />
      )}
      {entry.icon ? <span className="text-ink-3">{entry.icon}</span> : null}
      <span className="flex-1">{entry.label}</span>
      {entry.shortcut ? <Kbd>{entry.shortcut}</Kbd> : null}
    </button>
  )
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)") ?? [])]
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null) {
  event.stopPropagation()
  const items = itemsOf(menu)
  const at = items.findIndex((item) => item.matches(":focus"))
  const focus = (index: number) => {
    event.preventDefault()
    items.at(index % items.length)?.focus()
  }
  switch (event.key) {
    case "ArrowDown":
      return focus(at + 1)
    case "ArrowUp":
      return focus(at <= 0 ? -1 : at - 1)
    case "Home":
      return focus(0)
    case "End":
      return focus(-1)
    case "Tab":
      return menu?.hidePopover()
    default: {
      if (event.key.length !== 1 || event.key === " ") return
      const letter = event.key.toLowerCase()
      const next = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      next.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
    }
  }
}
