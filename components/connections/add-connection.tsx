"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { usePerson } from "#components/shell/person"
import { Dialog } from "#components/ui/dialog"
import { discoveredQuery } from "#lib/client/api/manage-connections"
import { draftOfTemplate } from "#lib/client/connection-draft"
import { type ConnectionTemplate, connectionTemplates, templateOf } from "#lib/domain/connection-templates"
import type { Discovered, ManagedConnection } from "#lib/domain/managed-connection"
import { mayActAs } from "#lib/domain/person"
import { ConnectionEditor } from "./connection-editor"

/** What a new connection starts from: a template, or a server that answers on this machine. */
interface Start {
  template: ConnectionTemplate
  found?: Discovered
}

/** Adds a connection in two steps: whose server it is, then the rest. */
export function AddConnection(props: {
  /** Skips the choice. */
  found?: Discovered
  onClose: () => void
  onSaved: (connection: ManagedConnection) => void
}) {
  const t = useTranslations("connections.add")
  const [start, setStart] = useState<Start | undefined>(
    props.found && { template: templateOf(props.found.template), found: props.found },
  )
  if (!start)
    return (
      <Dialog open size="lg" onClose={props.onClose} title={t("title")}>
        <TemplateChoice onChoose={setStart} />
      </Dialog>
    )
  const name = start.template.name || t("custom")
  return (
    <ConnectionEditor
      title={t("titleOf", { name })}
      initial={draftOfTemplate(start.template, start.found)}
      onBack={() => setStart(undefined)}
      onClose={props.onClose}
      onSaved={props.onSaved}
    />
  )
}

function TemplateChoice({ onChoose }: { onChoose: (start: Start) => void }) {
  const t = useTranslations("connections.add")
  const isAdmin = mayActAs(usePerson().role, "admin")
  const discovered = useQuery({ ...discoveredQuery(), enabled: isAdmin })
  const found = (discovered.data ?? []).filter(({ connectionId }) => connectionId === undefined)
  // A member's connections reach the public internet only: what runs on the server's own machine is not theirs.
  const offered = connectionTemplates.filter(({ discover }) => isAdmin || !discover)
  return (
    <div className="flex flex-col gap-4">
      {found.length > 0 ? (
        <section aria-label={t("found")}>
          <h3 className="mb-2 font-medium text-sm">{t("found")}</h3>
          <ul className="grid gap-2 sm:grid-cols-2">
            {found.map((server) => (
              <Choice
                key={server.template}
                name={server.name}
                line={t("answers", { count: server.models, address: new URL(server.baseUrl).host })}
                isAccent
                onChoose={() => onChoose({ template: templateOf(server.template), found: server })}
              />
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-label={t("templates")}>
        <h3 className="mb-2 font-medium text-sm">{t("templates")}</h3>
        <ul className="grid gap-2 sm:grid-cols-2">
          {offered.map((template) => (
            <Choice
              key={template.id}
              name={template.name || t("custom")}
              line={t(`lines.${lineKeys[template.id]}`)}
              onChoose={() => onChoose({ template })}
            />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** A point in a key would be a step of its path. */
const lineKeys = {
  "deepseek-signed": "signed",
  deepseek: "deepseek",
  openai: "openai",
  openrouter: "openrouter",
  ollama: "ollama",
  vllm: "vllm",
  "llama.cpp": "llamacpp",
  lmstudio: "lmstudio",
  sglang: "sglang",
  sdwebui: "sdwebui",
  custom: "custom",
} as const satisfies Record<ConnectionTemplate["id"], string>

function Choice(props: { name: string; line: string; isAccent?: boolean; onChoose: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={props.onChoose}
        className={`flex h-full w-full flex-col rounded border px-3 py-2 text-left hover:border-line-control hover:bg-hover ${
          props.isAccent ? "border-accent-strong" : "border-line-strong"
        }`}
      >
        <span className="font-medium text-sm">{props.name}</span>
        <span className="text-pretty text-ink-2 text-xs">{props.line}</span>
      </button>
    </li>
  )
}
