"use client"

import { CircleAlert, CircleCheck, Info, X } from "lucide-react"
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react"
import { createPortal } from "react-dom"
import { useTranslations } from "use-intl"
import { Button } from "./button"
import { IconButton } from "./icon-button"

export interface ToastMessage {
  text: string
  tone?: "neutral" | "ok" | "error"
  /** One thing to do about it, for instance Undo; doing it closes the toast. */
  action?: { label: string; onAction: () => void }
  /** How long it stays, in ms: 5 s, or 9 s with an action. It waits while pointed at or focused. */
  stayMs?: number
}

interface ShownToast extends ToastMessage {
  id: number
}

interface Toasts {
  show: (message: ToastMessage) => void
  setHolder: (holder: HTMLElement | null) => void
}

const ToastContext = createContext<Toasts | undefined>(undefined)

function useToasts(): Toasts {
  const toasts = useContext(ToastContext)
  if (!toasts) throw new Error("useToast needs a ToastProvider above it")
  return toasts
}

/** Returns the function that shows a message under the window's head: at its foot are Run, Stop and the figures. */
export function useToast(): (message: ToastMessage) => void {
  return useToasts().show
}

/** Shows messages in a modal while it is there: what is outside of it lies below it, and cannot be pressed. */
export function useToastsIn(modal: RefObject<HTMLElement | null>): void {
  const { setHolder } = useToasts()
  useLayoutEffect(() => {
    setHolder(modal.current)
    return () => setHolder(null)
  }, [setHolder, modal])
}

/** Holds the messages of one mounted page, three at most, and the live region that says them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common")
  const [toasts, setToasts] = useState<ShownToast[]>([])
  const [holder, setHolder] = useState<HTMLElement | null>(null)
  const nextId = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    nextId.current += 1
    const toast = { ...message, id: nextId.current }
    setToasts((shown) => [...shown.slice(-2), toast])
  }, [])
  const close = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  )
  const list = useMemo(
    () => toasts.map((toast) => <Toast key={toast.id} toast={toast} onClose={close} />),
    [toasts, close],
  )
  const context = useMemo(() => ({ show, setHolder }), [show])
  const section = (
    <section
      aria-label={t("notices")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-11 z-50 flex flex-col items-center gap-2 p-2"
    >
      {list}
    </section>
  )
  return (
    <ToastContext value={context}>
      {children}
      {holder ? createPortal(section, holder) : section}
    </ToastContext>
  )
}

const icons = { neutral: Info, ok: CircleCheck, error: CircleAlert }
const iconColors = { neutral: "text-ink-3", ok: "text-ok", error: "text-error" }

function Toast({ toast, onClose }: { toast: ShownToast; onClose: (id: number) => void }) {
  const t = useTranslations("common")
  const [held, setHeld] = useState(false)
  const { id, action, tone = "neutral", stayMs = action ? 9000 : 5000 } = toast
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => onClose(id), stayMs)
    return () => clearTimeout(timer)
  }, [held, id, stayMs, onClose])
  const Icon = icons[tone]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from leaving.
    <div
      className="overlay pointer-events-auto flex max-w-full items-center gap-2.5 py-1.5 pr-1.5 pl-3 text-sm"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden size={16} className={`shrink-0 ${iconColors[tone]}`} />
      <p className="min-w-0 py-1">{toast.text}</p>
      {action ? (
        <Button
          size="sm"
          onClick={() => {
            onClose(id)
            action.onAction()
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t("close")} size="sm" onClick={() => onClose(id)}>
        <X aria-hidden size={14} />
      </IconButton>
    </div>
  )
}
