"use client"

import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { useToast } from "#components/ui/toast"
import { newId } from "#lib/client/new-id"
import { newColumn, type Workspace } from "#lib/client/workspace"
import type { ParameterValue } from "#lib/domain/parameters"
import { usePlayground } from "./playground-context"

const examples: {
  key: "ladder" | "roles" | "continue"
  mode: Workspace["mode"]
  /** One set of values per column. */
  columns: Record<string, ParameterValue>[]
  /** The last column has a system message of its own. */
  ownSystem?: boolean
}[] = [
  {
    key: "ladder",
    mode: "chat",
    columns: [0, 0.7, 1.5].map((temperature) => ({ temperature, top_p: 1, max_tokens: 160 })),
  },
  {
    key: "roles",
    mode: "chat",
    columns: [0, 1].map(() => ({ temperature: 0.3, max_tokens: 160 })),
    ownSystem: true,
  },
  { key: "continue", mode: "completion", columns: [{ temperature: 0.8, max_tokens: 120 }] },
]

/** What a first visit can begin with: each fills in prompt and settings, and says what will come of it. */
export function Examples() {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const toast = useToast()
  const { workspace } = usePlayground()

  const fill = ({ key, mode, columns, ownSystem }: (typeof examples)[number]) => {
    const before = workspace.getState()
    const text = t(`examples.${key}.prompt`)
    const made = columns.map((settings, index) => {
      const column = newColumn(before.columns[index]?.id ?? newId())
      const changes = Object.entries(settings).map(([name, value]) => [name, { on: true, value }])
      return {
        ...column,
        parameters: { ...column.parameters, ...Object.fromEntries(changes) },
        ...(ownSystem && index === columns.length - 1 ? { system: t("examples.ownSystem") } : {}),
      }
    })
    const [first] = made
    if (!first) return
    workspace.setState({
      mode,
      promptText: mode === "completion" ? text : "",
      prefix: undefined,
      suffix: undefined,
      system: t(`examples.${key}.system`),
      turns: [{ id: newId(), role: "user", text: mode === "chat" ? text : "" }],
      columns: made,
      baselineId: first.id,
      view: { ...before.view, openSettings: made.length > 2 ? [] : made.map(({ id }) => id) },
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
