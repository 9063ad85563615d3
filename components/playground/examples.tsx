"use client"

import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { useToast } from "#components/ui/toast"
import { newId } from "#lib/client/new-id"
import { newColumn, type Workspace } from "#lib/client/workspace"
import type { ParameterValue } from "#lib/domain/parameters"
import { usePlayground } from "./playground-context"

const examples: {
  key: "explain" | "wild" | "continue"
  mode: Workspace["mode"]
  settings: Record<string, ParameterValue>
}[] = [
  { key: "explain", mode: "chat", settings: { temperature: 0.3, max_tokens: 200 } },
  { key: "wild", mode: "chat", settings: { temperature: 1.5, top_p: 1, max_tokens: 160 } },
  { key: "continue", mode: "completion", settings: { temperature: 0.8, max_tokens: 120 } },
]

/** What a first visit can begin with: each fills in prompt and settings, and says what will come of it. */
export function Examples() {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const toast = useToast()
  const { workspace } = usePlayground()

  const fill = ({ key, mode, settings }: (typeof examples)[number]) => {
    const before = workspace.getState()
    const text = t(`examples.${key}.prompt`)
    const column = newColumn(before.columns[0]?.id ?? newId())
    const changes = Object.entries(settings).map(([name, value]) => [name, { on: true, value }])
    workspace.setState({
      mode,
      promptText: mode === "completion" ? text : "",
      system: t(`examples.${key}.system`),
      turns: [{ id: newId(), role: "user", text: mode === "chat" ? text : "" }],
      columns: [{ ...column, parameters: { ...column.parameters, ...Object.fromEntries(changes) } }],
    })
    toast({
      text: t("exampleDone"),
      action: { label: common("undo"), onAction: () => workspace.setState(before, true) },
    })
  }
  return (
    <div className="px-4 pb-4">
      <div className="mb-2 flex items-center gap-2">
        <h2 className="text-sm">{t("examples.title")}</h2>
        <Badge>{common("sandbox")}</Badge>
      </div>
      <p className="mb-3 text-ink-2 text-xs">{t("examples.lead")}</p>
      <ul className="divide-y rounded border">
        {examples.map((example) => (
          <li key={example.key}>
            <button
              type="button"
              onClick={() => fill(example)}
              className="block w-full px-3 py-2.5 text-left transition-colors hover:bg-hover"
            >
              <span className="block font-medium text-sm">{t(`examples.${example.key}.title`)}</span>
              <span className="mt-0.5 block text-ink-2 text-xs">{t(`examples.${example.key}.result`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
