import { isPresetFile, readPresetFile } from "#lib/client/presets/preset-file"
import { jsonErrorPlace } from "#lib/domain/json-error"
import { imagesOfSetup } from "#lib/domain/preset-content"
import { isChat, isMessageList, readChat } from "./chat-export.ts"
import { isCurl, readCurl } from "./curl-command.ts"
import type { FoundImport, ImportItem, ImportProblem, ImportReading } from "./import-result.ts"
import { type FoundRequest, importedItem } from "./imported-setup.ts"
import { readRequestBody } from "./request-body.ts"

/** Longest text that is read, in bytes: an export of some thousand chats. */
export const maxImportBytes = 64 * 1024 * 1024

/**
 * Recognises by its content what somebody has pasted or dropped, and reads it: a file of presets, the body of a request,
 * a curl command, or chats. Never throws, whatever it is given; runs, fetches and saves nothing.
 */
export function readImport(text: string): ImportReading {
  try {
    return read(text.replace(/^\ufeff/, ""))
  } catch (error) {
    // Brackets within brackets beyond what can be written again.
    if (error instanceof RangeError) return failed({ kind: "too_deep" })
    throw error
  }
}

function read(text: string): ImportReading {
  if (text.trim() === "") return failed({ kind: "empty" })
  if (text.length > maxImportBytes)
    return failed({ kind: "too_large", megabytes: maxImportBytes / (1024 * 1024) })
  if (isCurl(text)) return readCommand(text)
  const json = parsed(text)
  if (json === undefined)
    return failed({ kind: "not_json", ...(jsonErrorPlace(text) ?? { line: 1, column: 1 }) })
  if (isPresetFile(json.value)) return readPresets(json.value)
  const isList = Array.isArray(json.value) && !isMessageList(json.value)
  return readValues(isList ? (json.value as unknown[]) : [json.value])
}

const failed = (problem: ImportProblem): ImportReading => ({ problem })

/** JSON, or a value in each line, as training data comes. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // Perhaps its lines are.
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  if (lines.length < 2 || !lines.every((line) => /^\s*\{/.test(line))) return undefined
  try {
    return { value: lines.map((line): unknown => JSON.parse(line)) }
  } catch {
    return undefined
  }
}

function readCommand(text: string): ImportReading {
  const command = readCurl(text)
  if ("problem" in command) return command
  const found = readRequestBody(command.body, command)
  if (!found) return failed({ kind: "unknown" })
  return foundOnes("curl", [{ ...found, notes: [...command.notes, ...found.notes] }])
}

function readPresets(value: unknown): ImportReading {
  const file = readPresetFile(value)
  if ("problem" in file) return failed({ kind: file.problem })
  const items = file.presets.map((preset): ImportItem => {
    const count = imagesOfSetup(preset.content.setup).length
    return { ...preset, notes: count > 0 ? [{ kind: "imagesElsewhere", count }] : [] }
  })
  return { found: { kind: "presets", items, flaws: file.flaws } }
}

/** Bodies of requests name a model; without one, what has messages is a chat that took place. */
function readValues(values: unknown[]): ImportReading {
  const isRequest = (value: unknown) => hasModel(value) || !isChat(value)
  const requests = values.filter(isRequest).flatMap((value) => readRequestBody(value) ?? [])
  const chatLike = values.filter((value) => !isRequest(value))
  const chats = chatLike.flatMap((value) => readChat(value) ?? [])
  if (requests.length + chats.length > 0)
    return foundOnes(requests.length > 0 ? "request" : "chat", [...requests, ...chats])
  return failed({ kind: chatLike.length > 0 ? "no_messages" : "unknown" })
}

function hasModel(value: unknown): boolean {
  return typeof (value as { model?: unknown } | null)?.model === "string"
}

function foundOnes(kind: FoundImport["kind"], requests: FoundRequest[]): ImportReading {
  return { found: { kind, items: requests.map(importedItem), flaws: [] } }
}
