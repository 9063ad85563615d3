"use client"

import { useTranslations } from "use-intl"
import type { Message, Prompt } from "#lib/domain/prompt"
import { PreText } from "./pre-text"

/** What was asked: raw text, or the messages with their roles. */
export function RunPrompt({ prompt }: { prompt: Prompt }) {
  const t = useTranslations("history.roles")
  if (prompt.kind === "text") return <PreText text={prompt.text} />
  return (
    <ol className="flex flex-col gap-3">
      {prompt.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a recorded run never change.
        <li key={index} className="grid gap-x-4 sm:grid-cols-[5rem_1fr]">
          <p className="text-ink-2 text-xs leading-[var(--leading-read)]">{t(message.role)}</p>
          <MessageContent content={message.content} />
        </li>
      ))}
    </ol>
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
          <p key={part.sha256} className="text-ink-2 text-sm">
            {t("image")} <code className="text-xs">{part.sha256.slice(0, 12)}</code>
          </p>
        ),
      )}
    </div>
  )
}
