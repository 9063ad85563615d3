"use client"

import { Download } from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { useObstacleSentence } from "#components/playground/use-obstacle-text"
import type { CodeDraft } from "#lib/client/code-draft"
import type { CodeAnswer } from "#lib/domain/code/code-request"
import { hasAuth, variablesOf } from "#lib/domain/code/snippet"

/** What the code needs before it runs, and what is not in it. */
export function CodeNotes({ draft, answer }: { draft: CodeDraft; answer: CodeAnswer }) {
  const t = useTranslations("code")
  const say = useObstacleSentence()
  const { requests, files } = answer
  const variables = variablesOf(requests)
  const isOwnSandbox = requests.some(({ url }) => url.base !== undefined)
  const lines: [string, ReactNode][] = [
    ...draft.left.map(({ name, obstacle }): [string, ReactNode] => [
      `left ${name}`,
      t("left", { name, reason: say(obstacle) }),
    ]),
    ...(draft.row === undefined ? [] : [["row", t("row", { row: draft.row })] as [string, ReactNode]]),
    ...(variables.length > 0
      ? [["variables", <Variables key="variables" names={variables} />] as [string, ReactNode]]
      : []),
    ...(isOwnSandbox ? [["sandbox", t("sandbox")] as [string, ReactNode]] : []),
    ...(hasAuth(requests, "oauth2") ? [["oauth", t("oauth")] as [string, ReactNode]] : []),
    ...(files.length > 0 ? [["files", <Files key="files" files={files} />] as [string, ReactNode]] : []),
  ]
  if (lines.length === 0) return null
  return (
    <ul className="grid gap-1 text-ink-2 text-xs">
      {lines.map(([key, line]) => (
        <li key={key} className="text-pretty">
          {line}
        </li>
      ))}
    </ul>
  )
}

function Variables({ names }: { names: string[] }) {
  const t = useTranslations("code")
  return (
    <>
      {t("variables")}{" "}
      {names.map((name) => (
        <code key={name} className="mr-2 inline-block font-mono text-ink">
          {name}
        </code>
      ))}
      {t("noSecrets")}
    </>
  )
}

function Files({ files }: { files: CodeAnswer["files"] }) {
  const t = useTranslations("code")
  return (
    <>
      {t("files")}{" "}
      {files.map(({ name, address }) => (
        <a
          key={name}
          href={address}
          download={name}
          className="mr-2 inline-flex items-center gap-1 text-accent-ink underline"
        >
          <Download aria-hidden size={12} />
          {name}
        </a>
      ))}
    </>
  )
}
