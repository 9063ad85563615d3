"use client"

import { ImagePlus, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { KeptPicture } from "#components/ui/kept-picture"
import { Spinner } from "#components/ui/spinner"
import { useToast } from "#components/ui/toast"
import { useLatest } from "#components/ui/use-latest"
import { imageAddress } from "#lib/client/api/images"
import { ApiError } from "#lib/client/api/request"
import { setTurnImages } from "#lib/client/request-edits"
import type { Turn } from "#lib/client/workspace"
import { useEdit } from "./playground-context"

const maxImages = 10

/** The images of a user's message: added by file, or pasted or dropped anywhere in the message. */
export function TurnImages({ turn, place }: { turn: Turn; place: number }) {
  const t = useTranslations("request.images")
  const edit = useEdit()
  const picker = useRef<HTMLInputElement>(null)
  const { root, add, isBusy } = useImageIntake(turn)
  const images = turn.images ?? []
  return (
    <div ref={root} className="mt-2 flex flex-wrap items-center gap-2">
      {images.map((sha256, index) => (
        <span key={sha256} className="group relative">
          <KeptPicture
            src={imageAddress(sha256)}
            alt={t("image", { place: index + 1, number: place })}
            className="size-16 rounded border object-cover"
          />
          <IconButton
            label={t("remove", { place: index + 1, number: place })}
            size="sm"
            variant="secondary"
            className="-top-1.5 -right-1.5 absolute"
            onClick={() => edit(setTurnImages(turn.id, (all) => all.filter((one) => one !== sha256)))}
          >
            <X aria-hidden size={12} />
          </IconButton>
        </span>
      ))}
      <Button
        variant="ghost"
        size="sm"
        aria-label={t("add", { number: place })}
        onClick={() => picker.current?.click()}
      >
        {isBusy ? <Spinner /> : <ImagePlus aria-hidden size={14} />}
        {isBusy ? t("uploading") : t("addShort")}
      </Button>
      <span className="text-2xs text-ink-3">{t("hint")}</span>
      <input
        ref={picker}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ""
        }}
      />
    </div>
  )
}

/** Takes pictures that are chosen, pasted or dropped, and puts what the server has kept of them into the message. */
function useImageIntake(turn: Turn) {
  const t = useTranslations("request.images")
  const edit = useEdit()
  const toast = useToast()
  const errorText = useErrorText()
  const root = useRef<HTMLDivElement>(null)
  const [waiting, setWaiting] = useState(0)

  const addOne = async (file: File) => {
    setWaiting((count) => count + 1)
    try {
      // With the first picture: who writes words only need not load it.
      const { keepPicture } = await import("#lib/client/keep-picture")
      const { sha256 } = await keepPicture(file)
      edit(setTurnImages(turn.id, (images) => [...images, sha256].slice(0, maxImages)))
    } catch (error) {
      const reason = error instanceof ApiError ? errorText(error).title : String(error)
      toast({ text: t("failed", { reason }), tone: "error" })
    } finally {
      setWaiting((count) => count - 1)
    }
  }
  const add = (files: File[]): boolean => {
    const pictures = files.filter(({ type }) => type.startsWith("image/"))
    if (pictures.length + (turn.images?.length ?? 0) > maxImages)
      toast({ text: t("tooMany", { max: maxImages }), tone: "error" })
    for (const picture of pictures.slice(0, maxImages - (turn.images?.length ?? 0))) void addOne(picture)
    return pictures.length > 0
  }
  const latest = useLatest(add)

  useEffect(() => {
    const message = root.current?.closest("li")
    const leave = new AbortController()
    const take = (event: Event, data: DataTransfer | null) => {
      if (latest.current([...(data?.files ?? [])])) event.preventDefault()
    }
    const options = { signal: leave.signal }
    message?.addEventListener("paste", (event) => take(event, event.clipboardData), options)
    message?.addEventListener("drop", (event) => take(event, event.dataTransfer), options)
    message?.addEventListener("dragover", (event) => event.preventDefault(), options)
    return () => leave.abort()
  }, [latest])

  return { root, add, isBusy: waiting > 0 }
}
