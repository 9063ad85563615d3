import { fileFormat } from "#lib/domain/image-format"
import { readImageSettings } from "#lib/domain/image-settings"
import { type CarriedSettings, restorable } from "./carried-settings.ts"

/** Where programs write settings: before the pixels. */
const usualBytes = 1024 * 1024
/** A larger file is not read to its end for a text that few programs put there. */
const mostBytes = 32 * 1024 * 1024

/**
 * The settings that a PNG carries, read before it is sent: the server keeps pixels only. Undefined when it carries none
 * that could be put back. Nothing throws: a file that cannot be read is for the upload to refuse.
 */
export async function readCarriedSettings(file: Blob): Promise<CarriedSettings | undefined> {
  try {
    const start = await bytesOf(file.slice(0, usualBytes))
    if (fileFormat(start).kind !== "png") return undefined
    const settings = readImageSettings(start) ?? (await lateSettings(file))
    return settings && restorable(settings).length > 0 ? settings : undefined
  } catch {
    return undefined
  }
}

async function lateSettings(file: Blob): Promise<CarriedSettings | undefined> {
  return file.size > usualBytes && file.size <= mostBytes ? readImageSettings(await bytesOf(file)) : undefined
}

const bytesOf = async (part: Blob): Promise<Uint8Array> => new Uint8Array(await part.arrayBuffer())
