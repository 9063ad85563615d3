"use client"

import { X } from "lucide-react"
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "./class-names"
import { IconButton } from "./icon-button"

export interface DialogProps {
  open: boolean
  /** Every way out asks here first: what is open stays so until `open` says otherwise. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the foot, the deciding one last. */
  actions?: ReactNode
  size?: "sm" | "md" | "lg"
}

const widths = { sm: "w-96", md: "w-[34rem]", lg: "w-[52rem]" }

/**
 * A modal of the browser's own: focus stays inside, Escape or a click beside it closes, focus goes back. An element with
 * `data-autofocus` gets the focus first.
 */
export function Dialog({ open, onClose, title, children, actions, size = "md" }: DialogProps) {
  const t = useTranslations("common")
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)

  // After each render: a browser that closes it by itself does not decide for the owner, who may want to ask first.
  useEffect(() => {
    const element = dialog.current
    if (open && !element?.open) {
      element?.showModal()
      // Else the browser takes the first button, which closes.
      element?.querySelector<HTMLElement>("[data-autofocus]")?.focus()
    }
    if (!open && element?.open) element.close()
  })

  // Closed before it leaves the page: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      // Not when it is open again: that was an effect which ran twice, as in development.
      onClose={({ currentTarget }) => open && !currentTarget.open && onClose()}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
      className={classNames(
        "overlay m-auto max-h-[min(44rem,calc(100dvh-2rem))] max-w-[calc(100vw-2rem)] flex-col p-0 open:flex",
        widths[size],
      )}
    >
      {open ? (
        <>
          <header className="flex items-center justify-between gap-4 border-b py-2 pr-2 pl-4">
            <h2 id={titleId} className="text-base">
              {title}
            </h2>
            <IconButton label={t("close")} onClick={onClose} size="sm">
              <X aria-hidden size={16} />
            </IconButton>
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
          {actions ? <footer className="flex justify-end gap-2 border-t px-4 py-3">{actions}</footer> : null}
        </>
      ) : null}
    </dialog>
  )
}
