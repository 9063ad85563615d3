"use client"

import { useTranslations } from "use-intl"
import { isParameterName } from "#components/playground/parameter-texts"
import { type CarriedSettings, shownParameters } from "#lib/client/carried-settings"

/** What a picture was made with, as its file says. */
export function DroppedValues({ settings }: { settings: CarriedSettings }) {
  const t = useTranslations("images.dropped")
  const names = useTranslations("parameters.names")
  const { prompt, negative, model, connectionName } = settings
  return (
    <>
      {prompt ? <Words name={t("prompt")} text={prompt} /> : null}
      {negative ? <Words name={t("negative")} text={negative} /> : null}
      <dl className="figures grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {model ? (
          <Pair name={t("model")} value={connectionName ? `${model} (${connectionName})` : model} />
        ) : null}
        {shownParameters(settings).map(([name, value]) => (
          <Pair key={name} name={isParameterName(name) ? names(name) : name} value={value} />
        ))}
      </dl>
    </>
  )
}

function Words({ name, text }: { name: string; text: string }) {
  return (
    <section aria-label={name}>
      <h3 className="text-ink-3 text-xs">{name}</h3>
      <p className="max-h-32 overflow-y-auto whitespace-pre-wrap break-words">{text}</p>
    </section>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  )
}
