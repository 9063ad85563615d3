import compile from "icu-minify/compile"
import type { Locale } from "#lib/domain/locale"
import type en from "#messages/en"

/** The interface's sentences; the English file is the measure of what must be there. */
export type Messages = typeof en

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}

const compiled = new Map<Locale, Promise<Messages>>()

/**
 * Loads one language's sentences, on the server; the page receives them with its first answer. They are compiled
 * here, so that the browser needs the small formatter only (see `resolveAlias` in next.config.mjs).
 */
export function messagesOf(locale: Locale): Promise<Messages> {
  const known = compiled.get(locale)
  if (known) return known
  const loaded = load(locale)
  compiled.set(locale, loaded)
  return loaded
}

/** What every page receives: all but the sentences of the operator's pages, which most people never open. */
export async function commonMessagesOf(locale: Locale): Promise<Messages> {
  const { operations: _, ...common } = await messagesOf(locale)
  // A page that needs the others brings them, see components/shell/operations-messages.tsx.
  return common as Messages
}

/** The sentences of the operator's pages, see components/shell/operations-messages.tsx. */
export async function operationsMessagesOf(locale: Locale): Promise<Pick<Messages, "operations">> {
  const { operations } = await messagesOf(locale)
  return { operations }
}

async function load(locale: Locale): Promise<Messages> {
  const module = locale === "zh-CN" ? await import("#messages/zh-CN") : await import("#messages/en")
  // Through JSON, because the compiler's objects have no prototype and React passes on plain ones only.
  return JSON.parse(JSON.stringify(compileTree(module.default)))
}

/** A compiled sentence stands where its text stood; to the translator's types it is still the text. */
function compileTree(tree: object): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string" ? compile(value) : compileTree(value),
    ]),
  )
}
