"use client"

import { useTranslations } from "use-intl"
import type { Fact } from "#lib/client/column-differences"
import { showEscapes } from "#lib/client/stop-text"
import type { Connection } from "#lib/domain/connection"
import { isParameterName } from "./parameter-texts"
import { useConnections } from "./playground-context"

type FactText = (fact: Fact) => { name: string; value: string | undefined }

/** Returns the function that puts what a column has set into words; a text of its own is named, not shown. */
export function useFactText(): FactText {
  return useFactTextOf(useConnections().connections)
}

/** As `useFactText`, where the connections are not the reader's own; one without a name is left out. */
export function useFactTextOf(
  connections: readonly Pick<Connection, "id" | "name" | "provider">[],
  isOwnerShown = connections.length > 1,
): FactText {
  const t = useTranslations("columns.facts")
  const names = useTranslations("parameters.names")
  const common = useTranslations("common")
  return ({ kind, name, value }) => {
    if (kind !== "model" && kind !== "parameter")
      return { name: t(value === undefined ? `shared.${kind}` : `own.${kind}`), value: undefined }
    if (kind === "model") {
      const [connectionId, model] = String(value).split("\n")
      const connection = connections.find(({ id }) => id === connectionId)
      const owner =
        isOwnerShown && connection?.name && connection.provider !== "sandbox"
          ? `${connection.name} · `
          : connection?.provider === "sandbox"
            ? `${common("sandbox")} · `
            : ""
      return { name: t("model"), value: `${owner}${model ?? connectionId}` }
    }
    const label = isParameterName(name) ? names(name) : name
    if (value === undefined) return { name: label, value: t("unset") }
    if (typeof value === "boolean") return { name: label, value: t(value ? "on" : "off") }
    return { name: label, value: Array.isArray(value) ? value.map(showEscapes).join(" ") : String(value) }
  }
}
