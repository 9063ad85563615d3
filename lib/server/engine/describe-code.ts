import type { Variant } from "#lib/domain/batch"
import type { CodeAnswer, CodeBody, CodeInput, CodeRequest } from "#lib/domain/code/code-request"
import { messageImages } from "#lib/domain/prompt"
import type { Connections, Resolved } from "#lib/server/engine/connections"
import { planBatch } from "#lib/server/engine/plan-batch"
import { sentSize } from "#lib/server/engine/prepared-images"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { UpstreamRequest, UpstreamRun } from "#lib/server/upstream/dialects/dialect"
import { addressOf, authOf, type CodeFiles, createCodeFiles, createEnvPrefixes } from "./code-names.ts"

/**
 * The requests that these variants would send, as code is written from them: by the dialects' own builders, with files in
 * place of pictures and the names of environment variables in place of secrets, none of which is opened. Throws
 * `BracketError` as starting a batch of them does.
 */
export async function describeCode(
  { kind, variants, stream }: CodeInput,
  personId: string,
  {
    connections,
    images,
  }: { connections: Pick<Connections, "resolve">; images: Pick<ImageFiles, "get" | "use"> },
): Promise<CodeAnswer> {
  const runs = variants.map((_, variantIndex) => ({ variantIndex, row: 0, sample: 0 }))
  const planned = await planBatch(
    { variants, runs },
    { kind, personId, connections, images, idOf: (index) => `code-${index}` },
  )
  const prefixOf = createEnvPrefixes()
  const files = createCodeFiles(JSON.stringify(variants))
  const requests: CodeRequest[] = []
  for (const { variant, chosen } of planned) {
    const pictures = {
      ...imagesOf(variant, chosen, files),
      ...(await partsOf(variant, personId, images, files)),
    }
    // A model that nobody has described was refused by the plan.
    if (!chosen.model) continue
    const { dialect, address } = chosen.way
    const sent = dialect.request({ variant, model: chosen.model, sample: 0, stream, ...pictures }, address)
    const prefix = prefixOf(variant.connectionId, chosen)
    requests.push({
      connection: chosen.connectionName,
      model: variant.model,
      answer: variant.mode === "image" ? (dialect.watch ? "webui" : "images") : variant.mode,
      stream: sent.headers.accept === "text/event-stream",
      url: addressOf(sent.url.href, chosen, prefix),
      auth: authOf(chosen, prefix),
      body: bodyOf(sent, files),
    })
  }
  return { requests, files: files.files }
}

/** The token of a file, as the bytes of a picture. */
const standIn = (token: string): Uint8Array => Uint8Array.from(Buffer.from(token, "base64"))

/** Stand-ins for the init image and the mask of an image run. */
function imagesOf(
  { prompt, parameters }: Variant,
  { way: { dialect } }: Resolved,
  files: CodeFiles,
): Pick<UpstreamRun, "initImage" | "mask"> {
  if (prompt.kind !== "image" || !prompt.initImage) return {}
  const { width, height } = sentSize(parameters, dialect.id)
  const size = `?size=${width}x${height}`
  const { sha256, crop } = prompt.initImage
  const part = crop ? `&crop=${[crop.left, crop.top, crop.width, crop.height].join()}` : ""
  const initImage = standIn(files.fileAt(`/api/images/${sha256}${size}${part}`, "init-image", "png").token)
  if (!prompt.mask) return { initImage }
  const address = `/api/images/${prompt.mask}${size}&mask=${dialect.maskForm}`
  return { initImage, mask: standIn(files.fileAt(address, "mask", "png").token) }
}

/** Stand-ins for the images of messages. One that is not there is left to the dialect, which says so. */
async function partsOf(
  { prompt }: Variant,
  personId: string,
  images: Pick<ImageFiles, "get">,
  files: CodeFiles,
): Promise<Pick<UpstreamRun, "images">> {
  const hashes = prompt.kind === "chat" ? [...new Set(prompt.messages.flatMap(messageImages))] : []
  const urls = new Map<string, string>()
  for (const sha256 of hashes) {
    const type = (await images.get(personId, sha256))?.type
    if (!type) continue
    const extension = type === "image/jpeg" ? "jpg" : type.slice("image/".length)
    const { token } = files.fileAt(`/api/images/${sha256}`, "image", extension)
    urls.set(sha256, `data:${type};base64,${token}`)
  }
  return { images: urls }
}

function bodyOf({ body, form }: UpstreamRequest, { files }: CodeFiles): CodeBody {
  if (!form) return { kind: "json", value: JSON.parse(Buffer.from(body ?? []).toString("utf8")) }
  return {
    kind: "form",
    // As a form is put into bytes: half a character cannot be sent.
    fields: form.fields.map(([name, value]) => ({ name, value: value.toWellFormed() })),
    files: form.files.map(({ name, bytes }) => {
      const token = Buffer.from(bytes).toString("base64")
      return { name, file: files.find((file) => file.token === token)?.name ?? "" }
    }),
  }
}
