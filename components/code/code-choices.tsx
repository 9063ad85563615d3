"use client"

import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { type CodeTarget, codeTargets, mayTest } from "#lib/domain/code/snippet"

/** Names of programs and libraries, the same in every language. */
const groups = { curl: "Shell", python: "Python", node: "Node.js", java: "Java" } as const
const libraries = {
  curl: "curl",
  requests: "requests",
  httpx: "httpx",
  fetch: "fetch",
  axios: "axios",
  okhttp: "OkHttp",
} as const

interface CodeChoicesProps {
  target: CodeTarget
  onTarget: (target: CodeTarget) => void
  stream: boolean
  onStream: (stream: boolean) => void
  /** It was asked for, and none of the servers can. */
  streamsNever: boolean
  /** Undefined where there are no checks. */
  test: { isTest: boolean; onTest: (isTest: boolean) => void } | undefined
}

/** What the code is to be written in, and what it is to do. */
export function CodeChoices({ target, onTarget, stream, onStream, streamsNever, test }: CodeChoicesProps) {
  const t = useTranslations("code")
  const selectId = useId()
  const nameOf = (one: CodeTarget) => {
    const library = one.split("-")[1] ?? one
    return library in libraries ? libraries[library as keyof typeof libraries] : t("sdk")
  }
  const testable = mayTest(target)
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 text-sm">
      <div className="flex items-center gap-2">
        <label htmlFor={selectId} className="text-ink-2">
          {t("target")}
        </label>
        <Select
          id={selectId}
          value={target}
          onChange={(event) => onTarget(codeTargets.find((one) => one === event.target.value) ?? "curl")}
        >
          {Object.entries(groups).map(([key, label]) => (
            <optgroup key={key} label={label}>
              {codeTargets
                .filter((one) => one.startsWith(key))
                .map((one) => (
                  <option key={one} value={one}>
                    {one === "curl" ? "curl" : `${label} · ${nameOf(one)}`}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      </div>
      <Choice label={t("stream")} hint={streamsNever ? t("streamNever") : undefined}>
        {(id, hintId) => <Switch id={id} aria-describedby={hintId} checked={stream} onChange={onStream} />}
      </Choice>
      {test ? (
        <Choice label={t("test")} hint={testable ? undefined : t("testNever")}>
          {(id, hintId) => (
            <Switch
              id={id}
              aria-describedby={hintId}
              checked={test.isTest && testable}
              disabled={!testable}
              onChange={test.onTest}
            />
          )}
        </Choice>
      ) : null}
    </div>
  )
}

function Choice(props: {
  label: string
  hint: string | undefined
  children: (id: string, hintId: string | undefined) => ReactNode
}) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2">
      {props.children(id, props.hint ? hintId : undefined)}
      <label htmlFor={id}>{props.label}</label>
      {props.hint ? (
        <span id={hintId} className="text-ink-3 text-xs">
          {props.hint}
        </span>
      ) : null}
    </div>
  )
}
