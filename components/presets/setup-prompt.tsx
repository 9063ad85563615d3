"use client"

import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { PreText } from "#components/history/pre-text"
import { ToolCallCard } from "#components/playground/tool-call-card"
import { KeptPicture } from "#components/ui/kept-picture"
import { imagesOfSetup } from "#lib/domain/preset-content"
import type { PictureStart, Setup, Turn } from "#lib/domain/setup-schema"
import { CodeText } from "./code-text"

export type ImageUrl = ((sha256: string) => string) | undefined

/** What is asked: raw text, messages, or what pictures are to be of; with all that goes with it to every column. */
export function SetupPrompt({ setup, imageUrl }: { setup: Setup; imageUrl: ImageUrl }) {
  const t = useTranslations("overview")
  const images = imagesOfSetup(setup)
  return (
    <div className="flex flex-col gap-3">
      {setup.mode === "chat" ? (
        <Messages setup={setup} imageUrl={imageUrl} />
      ) : (
        <Words setup={setup} imageUrl={imageUrl} />
      )}
      {imageUrl === undefined && images.length > 0 ? (
        <p className="text-ink-2 text-sm">{t("imageLeft", { count: images.length })}</p>
      ) : null}
    </div>
  )
}

function Messages({ setup, imageUrl }: { setup: Setup; imageUrl: ImageUrl }) {
  const roles = useTranslations("history.roles")
  const request = useTranslations("request")
  const { system, turns, prefix, tools, answerSchema } = setup
  return (
    <dl className="flex flex-col gap-3">
      {system.trim() === "" ? null : (
        <Part name={roles("system")}>
          <PreText text={system} />
        </Part>
      )}
      {turns.map((turn) => (
        <Part key={turn.id} name={roles(turn.role)}>
          <TurnContent turn={turn} imageUrl={imageUrl} />
        </Part>
      ))}
      {prefix ? (
        <Part name={request("prefix.label")}>
          <PreText text={prefix} />
        </Part>
      ) : null}
      {tools?.text.trim() ? (
        <Part name={request("tools.label")}>
          <CodeText text={tools.text} />
        </Part>
      ) : null}
      {answerSchema?.text.trim() ? (
        <Part name={request("schema.label")}>
          <CodeText text={answerSchema.text} />
        </Part>
      ) : null}
    </dl>
  )
}

function TurnContent({ turn, imageUrl }: { turn: Turn; imageUrl: ImageUrl }) {
  const t = useTranslations("overview")
  return (
    <div className="flex flex-col gap-2">
      {turn.text === "" ? (
        turn.images?.length || turn.calls?.length ? null : (
          <p className="text-ink-3 text-sm">{t("emptyPrompt")}</p>
        )
      ) : (
        <PreText text={turn.text} />
      )}
      {imageUrl
        ? turn.images?.map((sha256, index) => (
            <Picture key={sha256} src={imageUrl(sha256)} alt={t("image", { place: index + 1 })} />
          ))
        : null}
      {turn.calls?.map((call) => (
        <div key={call.id} className="max-w-measure">
          <ToolCallCard call={call} />
        </div>
      ))}
    </div>
  )
}

function Words({ setup, imageUrl }: { setup: Setup; imageUrl: ImageUrl }) {
  const t = useTranslations("overview")
  const request = useTranslations("request")
  const { mode, promptText, suffix } = setup
  return (
    <>
      {promptText === "" ? (
        <p className="text-ink-3 text-sm">{t("emptyPrompt")}</p>
      ) : (
        <PreText text={promptText} />
      )}
      <dl className="flex flex-col gap-3 empty:hidden">
        {mode === "completion" && suffix ? (
          <Part name={request("suffix.label")}>
            <PreText text={suffix} />
          </Part>
        ) : null}
        {mode === "image" ? <PictureStartParts start={setup} imageUrl={imageUrl} /> : null}
      </dl>
    </>
  )
}

/** What pictures must not be about and what they start from, as parts of a list. */
export function PictureStartParts({ start, imageUrl }: { start: PictureStart; imageUrl: ImageUrl }) {
  const t = useTranslations("overview")
  const images = useTranslations("images.prompt")
  const { negative, initImage, mask } = start
  return (
    <>
      {negative ? (
        <Part name={images("negative")}>
          <PreText text={negative} />
        </Part>
      ) : null}
      {initImage && imageUrl ? (
        <Part name={images("initImage")}>
          <div className="flex flex-wrap gap-3">
            <Picture src={imageUrl(initImage.sha256)} alt={images("initImage")} />
            {mask === undefined ? null : <Picture src={imageUrl(mask)} alt={images("mask")} />}
          </div>
          {initImage.crop ? <p className="mt-1 text-ink-2 text-xs">{t("crop")}</p> : null}
        </Part>
      ) : null}
    </>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="text-ink-2 text-xs leading-[var(--leading-read)]">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function Picture({ src, alt }: { src: string; alt: string }) {
  return (
    <KeptPicture
      src={src}
      alt={alt}
      loading="lazy"
      className="max-h-48 max-w-full rounded border bg-sunken"
    />
  )
}
