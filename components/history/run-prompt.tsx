"use client"

import { useContext } from "react"
import { useTranslations } from "use-intl"
import { ToolCallCard } from "#components/playground/tool-call-card"
import { KeptPicture } from "#components/ui/kept-picture"
import type { Message, Prompt } from "#lib/domain/prompt"
import { ImageAddress } from "./image-address"
import { PreText } from "./pre-text"

/** What was asked: raw text, or the messages with their roles. */
export function RunPrompt({ prompt }: { prompt: Prompt }) {
  const t = useTranslations("history.roles")
  const request = useTranslations("request")
  if (prompt.kind === "text")
    return (
      <>
        <PreText text={prompt.text} />
        {prompt.suffix === undefined ? null : (
          <div className="mt-3 border-t pt-3">
            <p className="mb-1 text-ink-2 text-xs">{request("suffix.label")}</p>
            <PreText text={prompt.suffix} />
          </div>
        )}
      </>
    )
  if (prompt.kind === "image") return <ImagePrompt prompt={prompt} />
  return (
    <ol className="flex flex-col gap-3">
      {prompt.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a recorded run never change.
        <li key={index} className="grid gap-x-4 sm:grid-cols-[5rem_1fr]">
          <p className="text-ink-2 text-xs leading-[var(--leading-read)]">
            {message.prefix ? request("prefix.label") : t(message.role)}
          </p>
          <div className="min-w-0">
            <MessageContent content={message.content} />
            {message.toolCalls?.map((call) => (
              <div key={call.id} className="mt-2 max-w-measure">
                <ToolCallCard call={call} />
              </div>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function ImagePrompt({ prompt }: { prompt: Extract<Prompt, { kind: "image" }> }) {
  const t = useTranslations("images.prompt")
  const { text, negative, initImage, mask } = prompt
  return (
    <>
      <PreText text={text} />
      {negative === undefined ? null : (
        <div className="mt-3 border-t pt-3">
          <p className="mb-1 text-ink-2 text-xs">{t("negative")}</p>
          <PreText text={negative} />
        </div>
      )}
      {initImage === undefined ? null : (
        <div className="mt-3 flex gap-3 border-t pt-3">
          <PromptImage sha256={initImage.sha256} alt={t("initImage")} />
          {mask === undefined ? null : <PromptImage sha256={mask} alt={t("mask")} />}
        </div>
      )}
    </>
  )
}

function MessageContent({ content }: { content: Message["content"] }) {
  const t = useTranslations("history")
  if (typeof content === "string") return <PreText text={content} />
  return (
    <div>
      {content.map((part, index) =>
        part.type === "text" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a recorded message never change.
          <PreText key={index} text={part.text} />
        ) : (
          <PromptImage
            key={part.sha256}
            sha256={part.sha256}
            alt={`${t("image")} ${part.sha256.slice(0, 12)}`}
          />
        ),
      )}
    </div>
  )
}

function PromptImage({ sha256, alt }: { sha256: string; alt: string }) {
  const imageAddress = useContext(ImageAddress)
  return (
    <KeptPicture
      src={imageAddress(sha256)}
      alt={alt}
      loading="lazy"
      className="max-h-48 max-w-full rounded border"
    />
  )
}
